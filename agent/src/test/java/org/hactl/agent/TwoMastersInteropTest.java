package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.MetricsPolicy;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.notify.Notification;
import org.hactl.vrrp.interop.LabKeepalived;
import org.hactl.vrrp.interop.LabNetwork;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The real daemon beside a real keepalived. Each router of keepalived differs in one setting, so
 * that both are master. An advertisement that keepalived 2.2.7 rejects still restarts its
 * advertisement timer: with equal intervals it sends one advertisement as a master and no more.
 */
@Tag("lab")
@Isolated("keepalived must hear the agent within its first intervals")
@Timeout(120)
class TwoMastersInteropTest {
  private static final String OWN = "192.0.2.2";
  private static final String PEER = "192.0.2.1";
  private static final int INTERVAL_MILLIS = 1_000;
  private static final int OTHER_INTERVAL_MILLIS = 2_000;

  /** The setting that differs for each router, which is the reason for two masters. */
  private static final Map<String, String> REASONS =
      Map.of(
          "password", "password",
          "interval", "interval",
          "version", "version",
          "their-header", "auth-type",
          "our-header", "auth-type");

  private static final Set<String> ROUTERS = new TreeSet<>(REASONS.keySet());

  private static final int METRICS_PORT = 9111;

  @TempDir private Path folder;

  @Test
  void aKeepalivedThatDiffersIsNamedWithTheReasonWithinThreeIntervals() throws Exception {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent agent = LabAgent.start(network.ours(), folder);
        LabKeepalived keepalived = LabKeepalived.start(network.peers(), theirs(), "2222", "")) {
      LabNetwork.run("ip", "-n", network.ours(), "link", "set", "lo", "up");
      agent.confirm(state());
      Awaitility.await("every router has reported two masters")
          .atMost(Duration.ofSeconds(40))
          .until(() -> agent.client().events(Event.TwoMasters.class).size() >= ROUTERS.size());
      assertThat(keepalived.isMaster()).isTrue();
      for (String name : ROUTERS) {
        HostStatus.RouterView router = agent.client().router(name);
        assertThat(router.state()).isEqualTo("MASTER");
        HostStatus.OtherMasterView other = router.otherMaster();
        assertThat(other).as(name).isNotNull();
        assertThat(other.reason()).isEqualTo(REASONS.get(name));
        assertThat(other.address()).isEqualTo(PEER);
        assertThat(other.text()).contains(PEER + " also says it is master", "differs");
        assertThat(agent.client().events(Event.TwoMasters.class))
            .filteredOn(each -> each.router().equals(name))
            .singleElement()
            .satisfies(each -> {
              assertThat(each.reason()).isEqualTo(REASONS.get(name));
              assertThat(each.text()).isEqualTo(other.text());
              assertThat(each.atMillis() - other.sinceMillis())
                  .isLessThanOrEqualTo(3 * INTERVAL_MILLIS);
            });
      }
      Awaitility.await("the command prints it, too")
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(Files.readAllLines(folder.resolve("told")))
                  .containsExactlyInAnyOrderElementsOf(
                      ROUTERS.stream()
                          .map(name -> name + " TWO_MASTERS " + REASONS.get(name))
                          .toList()));
      String metrics = LabNetwork.inside(network.ours(), TwoMastersInteropTest::metrics);
      for (String name : ROUTERS) {
        assertThat(metrics)
            .contains(
                "hactl_vrrp_two_masters{peer=\"%s\",reason=\"%s\",router=\"%s\"} 1.0"
                    .formatted(PEER, REASONS.get(name), name));
      }
    }
  }

  /**
   * keepalived sends correct packets. The network changes them on the way to us, and drops ours.
   */
  @Test
  void aKeepalivedWhosePacketsAreAlteredOnTheWayIsNamed() throws Exception {
    String out = "add rule ip way out ip protocol 112 @th,8,8 ";
    String rules =
        String.join(
            "; ",
            "add table ip way",
            "add chain ip way out { type filter hook output priority 0; }",
            "add chain ip way in { type filter hook input priority 0; }",
            out + "46 ip ttl set 64",
            out + "47 @th,48,16 set 0x1234",
            "add rule ip way in ip protocol 112 drop");
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent agent = LabAgent.start(network.ours(), folder)) {
      LabNetwork.run("ip", "netns", "exec", network.peers(), "nft", rules);
      agent.confirm(
          state(
              List.of(
                  ours("ttl", 46, Authentication.none()),
                  ours("checksum", 47, Authentication.none()))));
      List<RouterConfig> others =
          List.of(
              theirs("ttl", VrrpVersion.V2, 46, Authentication.none()),
              theirs("checksum", VrrpVersion.V2, 47, Authentication.none()));
      try (LabKeepalived keepalived = LabKeepalived.start(network.peers(), others, "", "")) {
        for (String name : List.of("ttl", "checksum")) {
          Awaitility.await(name + " is told")
              .atMost(Duration.ofSeconds(40))
              .until(() -> agent.client().router(name).otherMaster() != null);
          assertThat(agent.client().events(Event.TwoMasters.class))
              .filteredOn(each -> each.router().equals(name))
              .singleElement()
              .satisfies(each -> {
                assertThat(each.reason()).isEqualTo(name);
                assertThat(each.text()).startsWith(PEER + " also says it is master");
              });
        }
        assertThat(keepalived.isMaster()).isTrue();
      }
    }
  }

  /** keepalived rejects our advertisements, and sends none after its first, which we accept. */
  @Test
  void aKeepalivedWithOtherAddressesIsNamed() throws Exception {
    HostState state = state(List.of(ours("VI_1", 51, Authentication.none())));
    RouterConfig other =
        RouterConfig.of(
            "VI_1",
            VrrpVersion.V2,
            51,
            LabNetwork.INTERFACE,
            100,
            Duration.ofSeconds(1),
            true,
            Duration.ZERO,
            Authentication.none(),
            List.of(InetAddresses.parse(vip(52))),
            GratuitousArp.DEFAULT);
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent agent = LabAgent.start(network.ours(), folder)) {
      agent.confirm(state);
      Awaitility.await("the agent's takeover is over")
          .atMost(Duration.ofSeconds(40))
          .until(() -> {
            HostStatus.RouterView router = agent.client().router("VI_1");
            return router.state().equals("MASTER")
                && router.counters().getOrDefault("advertisements-sent", 0L) > 3;
          });
      try (LabKeepalived keepalived =
          LabKeepalived.start(network.peers(), List.of(other), "", "")) {
        Awaitility.await("two masters are reported")
            .atMost(Duration.ofSeconds(40))
            .until(() -> !agent.client().events(Event.TwoMasters.class).isEmpty());
        assertThat(keepalived.isMaster()).isTrue();
        assertThat(agent.client().events(Event.TwoMasters.class))
            .singleElement()
            .satisfies(each -> {
              assertThat(each.reason()).isEqualTo("address-list");
              assertThat(each.text()).contains("give both directors the same addresses");
            });
        assertThat(agent.client().router("VI_1").otherMaster()).isNotNull();
      }
    }
  }

  private static String metrics() throws IOException {
    URL page = URI.create("http://127.0.0.1:" + METRICS_PORT + "/metrics").toURL();
    try (InputStream in = page.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HostState state() {
    return state(
        List.of(
            ours("password", 51, Authentication.pass("1111")),
            ours("interval", 52, Authentication.none()),
            ours("version", 53, Authentication.none()),
            ours("their-header", 54, Authentication.none()),
            ours("our-header", 55, Authentication.ah("1111"))));
  }

  private HostState state(List<VirtualRouterSpec> routers) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(routers)
        .vrrp(new VrrpPolicy(List.of(), List.of(), List.of(), List.of(hook()), List.of(), false))
        .metrics(new MetricsPolicy("127.0.0.1", METRICS_PORT))
        .build();
  }

  private HookSpec hook() {
    String script = "echo \"$2 $3 $HACTL_REASON\" >> " + folder.resolve("told");
    return new HookSpec(
        List.of("/bin/sh", "-c", script, "hook"),
        null,
        10_000,
        Set.of(Notification.TWO_MASTERS, Notification.TWO_MASTERS_OVER));
  }

  /** Address owners, which become master without waiting. */
  private static VirtualRouterSpec ours(
      String name, int virtualRouterId, Authentication authentication) {
    return VirtualRouterSpec.of(
        name,
        2,
        virtualRouterId,
        LabNetwork.INTERFACE,
        RouterConfig.OWNER_PRIORITY,
        name.equals("interval") ? OTHER_INTERVAL_MILLIS : INTERVAL_MILLIS,
        true,
        0,
        authentication,
        List.of(vip(virtualRouterId) + "/24"),
        GratuitousArp.DEFAULT);
  }

  private static List<RouterConfig> theirs() {
    return List.of(
        theirs("password", VrrpVersion.V2, 51, Authentication.pass("2222")),
        theirs("interval", VrrpVersion.V2, 52, Authentication.none()),
        theirs("version", VrrpVersion.V3, 53, Authentication.none()),
        theirs("their-header", VrrpVersion.V2, 54, Authentication.ah("2222")),
        theirs("our-header", VrrpVersion.V2, 55, Authentication.none()));
  }

  private static RouterConfig theirs(
      String name, VrrpVersion version, int virtualRouterId, Authentication authentication) {
    return RouterConfig.of(
        name,
        version,
        virtualRouterId,
        LabNetwork.INTERFACE,
        100,
        Duration.ofSeconds(1),
        true,
        Duration.ZERO,
        authentication,
        List.of(InetAddresses.parse(vip(virtualRouterId))),
        GratuitousArp.DEFAULT);
  }

  private static String vip(int virtualRouterId) {
    return "192.0.2.2" + virtualRouterId;
  }
}
