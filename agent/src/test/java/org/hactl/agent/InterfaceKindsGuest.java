package org.hactl.agent;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.route.RouteResource;
import org.hactl.vrrp.interop.LabKeepalived;
import org.hactl.vrrp.interop.LabNetwork;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;

/**
 * The whole agent in a guest whose kernel has VLANs, VRFs and bonds, beside a keepalived. {@link
 * InterfaceKindsLabTest} starts it and judges what it prints.
 */
final class InterfaceKindsGuest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int INTERVAL_MILLIS = 500;

  /** A time longer than the down timer, in advertisement intervals. */
  private static final int LONGER_THAN_DOWN_TIMER = 5;

  private static final Path SOCKET = Path.of("/run/hactl/agent.sock");

  /** The VLAN and the VRF use the same addresses and VRIDs. */
  private static final List<Place> PLACES =
      List.of(
          new Place("vlan", 51, "t0.7", "t0.7", List.of("192.0.2.254/24")),
          new Place(
              "vrf",
              51,
              "r0",
              "r0",
              List.of("192.0.2.254/24"),
              RouteResource.builder("203.0.113.0/24")
                  .via("192.0.2.1")
                  .interfaceName("r0")
                  .table(10)
                  .build()),
          new Place("vrf6", 51, "r0", "r0", List.of("fe80::51/64", "2001:db8::254/64")),
          new Place("bond", 53, "bond0", "br0", List.of("10.0.3.254/24")));

  private final AgentClient agent = new AgentClient(SOCKET);

  public static void main(String[] args) throws Exception {
    AgentClient.startAgent(SOCKET);
    new InterfaceKindsGuest().run();
    System.out.println("== end");
    Runtime.getRuntime().halt(0);
  }

  private void run() throws IOException {
    try (LabKeepalived higher = keepalived(200)) {
      until("keepalived alone", higher::isMaster);
      until("the agent", agent::answers);
      agent.confirm(state());
      reached("backup", () -> are("BACKUP") && count("bond", "advertisements-received") > 2);
      failOver();
      long received = count("bond", "advertisements-received");
      reached(
          "another slave for the backup",
          () -> count("bond", "advertisements-received") > received + LONGER_THAN_DOWN_TIMER);
      System.out.println("-- keepalived stops ...");
      higher.stop();
      reached("keepalived stopped", () -> are("MASTER") && PLACES.stream().allMatch(Place::holds));
      PLACES.forEach(Place::ping);
    }
    try (LabKeepalived lower = keepalived(50)) {
      until("keepalived again", () -> lower.log().contains("Entering BACKUP STATE"));
      failOver();
      long sent = count("bond", "advertisements-sent");
      reached(
          "another slave for the master",
          () -> count("bond", "advertisements-sent") > sent + LONGER_THAN_DOWN_TIMER);
      PLACES.forEach(Place::ping);
      System.out.println("keepalived is master of any: " + lower.isMasterOfAny());
    }
    try (LabKeepalived higher = keepalived(200)) {
      reached(
          "keepalived is back",
          () -> are("BACKUP") && higher.isMaster() && PLACES.stream().noneMatch(Place::holds));
    }
  }

  /** Waits until the other slave of the bond can be active, then cuts the active one. */
  private static void failOver() throws IOException {
    String active = activeSlave();
    String other = active.equals("s0") ? "s1" : "s0";
    LabNetwork.run("ip", "-n", "peer", "link", "set", other, "up");
    Path status = Path.of("/sys/class/net", other, "bonding_slave/mii_status");
    until(other, () -> Files.readString(status).strip().equals("up"));
    LabNetwork.run("ip", "-n", "peer", "link", "set", active, "down");
    until("failover to " + other, () -> activeSlave().equals(other));
  }

  private static String activeSlave() throws IOException {
    return Files.readString(Path.of("/sys/class/net/bond0/bonding/active_slave")).strip();
  }

  private boolean are(String state) throws IOException {
    List<RouterView> routers = agent.status().routers();
    return routers.size() == PLACES.size()
        && routers.stream().allMatch(each -> each.state().equals(state));
  }

  private long count(String router, String counter) throws IOException {
    return agent.router(router).counters().getOrDefault(counter, 0L);
  }

  /** Prints that a step was reached, and the state of the routers at that time. */
  private void reached(String step, Callable<Boolean> condition) throws IOException {
    until(step, condition);
    System.out.println("== " + step);
    System.out.println(LabNetwork.run("ip", "-br", "addr"));
    System.out.println(LabNetwork.run("ip", "route", "show", "table", "10"));
    for (RouterView router : agent.status().routers()) {
      List<String> rejected =
          router.counters().keySet().stream().filter(each -> each.startsWith("rejected")).toList();
      System.out.println(
          "%s is %s after %d transitions, rejected %s, send errors %d"
              .formatted(
                  router.name(),
                  router.state(),
                  router.counters().get("transitions"),
                  rejected,
                  router.counters().get("send-errors")));
    }
  }

  private static void until(String what, Callable<Boolean> condition) {
    System.out.println("-- " + what + " ...");
    await().atMost(PATIENCE).until(condition);
  }

  private static LabKeepalived keepalived(int priority) {
    return LabKeepalived.start(
        "peer", PLACES.stream().map(each -> each.theirs(priority)).toList(), "", "");
  }

  private static HostState state() {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(PLACES.stream().map(Place::ours).toList())
        .build();
  }

  /**
   * A virtual router.
   *
   * @param own our interface
   * @param peers the neighbour's interface
   * @param addresses the virtual addresses with their prefixes
   * @param held the resources that the master holds with them
   */
  private record Place(
      String name,
      int virtualRouterId,
      String own,
      String peers,
      List<String> addresses,
      Resource... held) {

    private List<String> hosts() {
      return addresses.stream().map(each -> each.substring(0, each.indexOf('/'))).toList();
    }

    private Family family() {
      return Family.of(InetAddresses.parse(hosts().getFirst()));
    }

    VirtualRouterSpec ours() {
      return new VirtualRouterSpec(
          router(own, 100, GratuitousArp.DEFAULT),
          Stream.concat(
                  addresses.stream().map(each -> AddressResource.of(own, each)), Stream.of(held))
              .toList(),
          List.of(),
          List.of());
    }

    RouterConfig theirs(int priority) {
      return router(peers, priority, GratuitousArp.AS_KEEPALIVED);
    }

    private RouterConfig router(String interfaceName, int priority, GratuitousArp arp) {
      return new RouterConfig(
          name,
          VrrpVersion.V3,
          virtualRouterId,
          family(),
          interfaceName,
          priority,
          Duration.ofMillis(INTERVAL_MILLIS),
          true,
          Duration.ZERO,
          Authentication.none(),
          hosts().stream().map(InetAddresses::parse).toList(),
          List.of(),
          arp,
          Transport.MULTICAST,
          ProtocolOptions.DEFAULT);
    }

    boolean holds() {
      return hosts().stream().allMatch(each -> LabNetwork.hasAddress("own", own, each));
    }

    /** Prints whether the neighbour can reach the held addresses. */
    void ping() {
      for (String host : hosts()) {
        String said;
        try {
          said =
              LabNetwork.run(
                  "ip", "netns", "exec", "peer", "ping", "-c", "1", "-W", "3", "-I", peers, host);
        } catch (IllegalStateException e) {
          said = String.valueOf(e.getMessage());
        }
        System.out.println(
            name + " " + host + (said.contains(" 0% packet") ? " answered" : " lost: " + said));
      }
    }
  }
}
