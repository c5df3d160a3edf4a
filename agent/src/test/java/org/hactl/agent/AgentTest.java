package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.agent.converge.FakeHost;
import org.hactl.agent.engines.FakeBfd;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.track.TrackStates;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent on a kernel in memory, asked over its socket. */
class AgentTest {
  private static final InetPrefix VIP = InetPrefix.parse("192.168.0.254/24");
  private static final SysctlKey FORWARD = SysctlKey.parse("net.ipv4.ip_forward");

  @TempDir private Path folder;
  private FakeHost host;
  private AgentClient agent;

  @BeforeEach
  void begin() throws IOException {
    host = new FakeHost(folder);
    host.start();
    agent = host.client;
  }

  @AfterEach
  void end() {
    host.close();
  }

  @Test
  void aDirectorFromNothingToASecondApplyThatChangesNothing() throws IOException {
    Reply.Applied first = agent.apply(director());
    assertThat(first.errors()).isEmpty();
    assertThat(first.needsConfirm()).isTrue();
    assertThat(first.changes())
        .extracting(change -> change.id().toString())
        .containsExactly("sysctl[net.ipv4.ip_forward]", "ipvs[192.168.0.254:80/tcp]", "vrrp[VI_1]");
    assertThat(host.destinations()).containsExactly("192.168.0.18:80", "192.168.0.20:80");
    assertThat(host.kernel.sysctls().read(FORWARD)).contains("1");
    assertThat(host.vrrp().routers).singleElement().matches(router -> router.priority() == 100);

    assertThat(agent.ask(new Request.Confirm(1)))
        .isInstanceOfSatisfying(
            Reply.Hello.class, hello -> assertThat(hello.generation()).isEqualTo(1));
    Reply.Applied second = agent.apply(director());
    assertThat(second.changes()).isEmpty();
    assertThat(second.needsConfirm()).isFalse();
    assertThat(agent.status().convergence()).isEqualTo(Convergence.CONVERGED);
    assertThat(agent.status().services())
        .singleElement()
        .satisfies(service ->
            assertThat(service.realServers()).extracting("weight").containsExactly(1, 1));
  }

  @Test
  void aMasterKeepsItsAddressWhateverOthersDo() throws IOException {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.vrrp().announced.size() == 1);
    assertThat(host.addresses("eth0")).contains(VIP.toString());
    host.kernel.addresses().remove("eth0", VIP);
    await().until(() -> host.vrrp().announced.size() == 2);
    assertThat(host.addresses("eth0")).contains(VIP.toString());
    await()
        .untilAsserted(() ->
            assertThat(agent.drift())
                .singleElement()
                .matches(entry -> entry.foundBy() == FoundBy.NETLINK)
                .matches(entry -> entry.corrected()));
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP);
    await().until(() -> !host.addresses("eth0").contains(VIP.toString()));
    assertThat(agent.drift()).hasSize(1);
  }

  @Test
  void aRealServerGetsItsLoopbackAddressAfterItsArpSysctls() throws IOException {
    List<String> order = new ArrayList<>();
    try (var subscription =
        host.kernel.events().subscribe(event -> order.add(event.getClass().getSimpleName()))) {
      subscription.watchSysctls(
          List.of(
              SysctlKey.parse("net.ipv4.conf.lo.arp_ignore"),
              SysctlKey.parse("net.ipv4.conf.lo.arp_announce")));
      Reply.Applied applied = agent.apply(realServer());
      assertThat(applied.errors()).isEmpty();
    }
    assertThat(order).containsExactly("SysctlWritten", "SysctlWritten", "AddressAdded");
    assertThat(host.addresses("lo")).contains("192.168.0.254/32");
  }

  @Test
  void whatTheHostCannotDoIsRefusedWithAllReasonsAndNothingIsChanged() throws IOException {
    host.kernel.withoutIpvs();
    int before = host.kernel.changes();
    HostState bad = director("eth9");
    Reply.Applied refused = agent.apply(bad);
    assertThat(refused.rolledBack()).isFalse();
    assertThat(refused.errors()).hasSize(2).anyMatch(error -> error.contains("eth9"));
    assertThat(host.kernel.changes()).isEqualTo(before);
    assertThat(agent.status().generation()).isZero();
  }

  @Test
  void aProbeByWayOfOneRealServerLeavesNoTrace() throws IOException {
    agent.confirm(director());
    VirtualServiceSpec service = director().virtualServices().getFirst();
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.vrrp().announced.size() == 1);
    assertThat(agent.ask(new Request.Probe(service, "192.168.0.20")))
        .isInstanceOfSatisfying(
            Reply.Failed.class,
            failed -> assertThat(failed.message()).contains("holds 192.168.0.254"));
    assertThat(host.destinations()).containsExactly("192.168.0.18:80", "192.168.0.20:80");
    assertThat(host.kernel.rules().list()).noneMatch(rule -> rule.table() > 50_000);
  }

  @Test
  void whatIsNoRequestIsToldSo() throws IOException {
    assertThat(agent.say("{\"type\":\"reboot\"}"))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("unknown-request"));
    assertThat(agent.say("what?"))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("unknown-request"));
  }

  @Test
  void rootAloneReachesItAndOnlyOneRuns() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.options.socket())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(host.options.runFolder())))
        .isEqualTo("rwx------");
    assertThatThrownBy(host::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent listens");
  }

  @Test
  void whatIsTrackedReachesTheRouter() throws IOException {
    Path load = host.options.stateDir().resolveSibling("load");
    Files.writeString(load, "-30");
    agent.confirm(
        TrackStates.state(
            List.of(TrackStates.router("VI_1", new TrackSpec("load", 1), new TrackSpec("gw", 0))),
            List.of(
                new TrackerSpec.File("load", load.toString(), null),
                new TrackerSpec.Script("gw", List.of("check"), null, 60_000, 1_000, 1, 1, true)),
            List.of()));
    await()
        .untilAsserted(() ->
            assertThat(host.vrrp().verdicts.get("VI_1"))
                .satisfies(verdict -> {
                  assertThat(verdict.priorityOffset()).isEqualTo(-30);
                  assertThat(verdict.fault()).contains("gw: exit 1 since ");
                }));
    Files.writeString(load, "4");
    await()
        .untilAsserted(() ->
            assertThat(host.vrrp().verdicts.get("VI_1"))
                .satisfies(verdict -> assertThat(verdict.priorityOffset()).isEqualTo(4)));
    assertThat(agent.status().trackers())
        .extracting(each -> each.name() + " " + each.kind() + " " + each.value())
        .containsExactly("gw script false", "load file 4");
    assertThat(agent.apply(tracking("load or")).errors())
        .singleElement()
        .asString()
        .contains("column 8");
  }

  @Test
  void aRouterFaultsWithTheSessionThatItTracks() throws IOException {
    agent.confirm(withSession());
    FakeBfd engine = host.bfd();
    assertThat(engine.sessions).extracting(BfdConfig::name).containsExactly("to-gw");
    engine.become("to-gw", BfdState.INIT, BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US);
    await().until(() -> agent.status().trackers().getFirst().value().equals("true"));
    assertThat(host.vrrp().verdicts.get("VI_1")).isEqualTo(TrackVerdict.FINE);
    engine.become("to-gw", BfdState.UP, BfdState.DOWN, BfdReason.DETECTION_TIME_EXPIRED);
    await()
        .untilAsserted(() ->
            assertThat(host.vrrp().verdicts.get("VI_1"))
                .satisfies(verdict ->
                    assertThat(verdict.fault())
                        .contains("BFD session to-gw is down (detection-time-expired)")));
  }

  @Test
  void whereBfdCannotRunTheRoutersDo() throws IOException {
    agent.confirm(withSession());
    host.stop();
    host.bfdRefuses = "too many open files";
    host.start();
    assertThat(host.vrrp().routers).extracting(RouterConfig::name).containsExactly("VI_1");
    assertThat(agent.status().errors())
        .singleElement()
        .asString()
        .contains("BFD cannot run on this host: open a socket: too many open files");
  }

  private static HostState withSession() {
    BfdConfig session =
        BfdFixtures.named(
            BfdFixtures.with("192.168.0.1", null, null, 50, 50, 3, false, false, 255), "to-gw");
    HostState plain =
        TrackStates.state(
            List.of(TrackStates.router("VI_1", new TrackSpec("gw", 0))),
            List.of(new TrackerSpec.Bfd("gw", "to-gw")),
            List.of());
    return new HostState(
        plain.site(),
        plain.host(),
        plain.resources(),
        plain.virtualRouters(),
        new VrrpPolicy(
            List.of(), plain.vrrp().trackers(), List.of(session), List.of(), List.of(), false),
        plain.virtualServices(),
        plain.exclusive(),
        plain.drift(),
        plain.mail());
  }

  @Test
  void aServiceThatIsAsItWasIsNoFaultWhenTheAgentComesBack() throws IOException {
    HostState plain = director();
    VirtualRouterSpec router =
        plain.virtualRouters().getFirst().tracking(List.of(new TrackSpec("pool", 0)));
    agent.confirm(
        new HostState(
            plain.site(),
            plain.host(),
            plain.resources(),
            List.of(router),
            new VrrpPolicy(
                List.of(),
                List.of(new TrackerSpec.Service("pool", "web", 2)),
                List.of(),
                List.of(),
                List.of(),
                false),
            plain.virtualServices(),
            plain.exclusive(),
            plain.drift(),
            plain.mail()));
    assertThat(host.vrrp().told).isNotEmpty().allMatch(verdict -> verdict.fault() == null);
    host.stop();
    host.start();
    assertThat(agent.status().generation()).isEqualTo(1);
    assertThat(host.vrrp().told).isNotEmpty().allMatch(verdict -> verdict.fault() == null);
  }

  private static HostState tracking(String expression) {
    return TrackStates.state(
        List.of(TrackStates.router("VI_1", new TrackSpec(expression, 0))), List.of(), List.of());
  }

  @Test
  void aStopHandsOverAndLeavesIpvsInPlace() throws IOException {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.addresses("eth0").contains(VIP.toString()));
    host.stop();
    assertThat(host.addresses("eth0")).containsExactly("192.168.0.14/24");
    assertThat(host.vrrp().closed).isTrue();
    assertThat(host.destinations()).hasSize(2);
    host.start();
    await().until(() -> !host.vrrp().closed);
    assertThat(agent.status().generation()).isEqualTo(1);
  }

  @Test
  void hooksAreToldWhenTheAddressesAreThereAndOnceMoreAtTheEnd() throws IOException {
    agent.confirm(told(List.of("/run/no-such-folder/fifo")));
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.scripts.size() == 1);
    assertThat(host.addresses("eth0")).contains(VIP.toString());
    host.vrrp().closing = () -> host.vrrp().become("VI_1", State.MASTER, State.INIT);
    await()
        .untilAsserted(() ->
            assertThat(agent.events(new Request.Events(1, 0, false)))
                .singleElement()
                .isInstanceOfSatisfying(
                    Event.HookEnded.class,
                    hook -> {
                      assertThat(hook.name()).isEqualTo("VI_1");
                      assertThat(hook.state()).isEqualTo("MASTER");
                      assertThat(hook.outcome()).isEqualTo("exit 0: done");
                    }));
    assertThat(agent.status().vrrp().fifos())
        .singleElement()
        .satisfies(fifo -> {
          assertThat(fifo.dropped()).isEqualTo(1);
          assertThat(fifo.error()).contains("No such file or directory");
        });
    host.stop();
    assertThat(host.scripts)
        .containsExactly(
            "/etc/hactl/tell INSTANCE VI_1 MASTER 100", "/etc/hactl/tell INSTANCE VI_1 STOP 100");
  }

  @Test
  void tellsThePastAndThenWhatHappensUntilTheReaderGoes() throws Exception {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> !agent.events(new Request.Events(1, 0, false)).isEmpty());
    try (AgentClient.Conversation conversation = agent.begin(new Request.Events(100, 0, true))) {
      List<Event> past = new ArrayList<>();
      Reply reply = conversation.next();
      for (; reply instanceof Reply.Happened happened; reply = conversation.next()) {
        past.add(happened.event());
      }
      assertThat(reply).isEqualTo(new Reply.Pulse(0));
      assertThat(past.getFirst()).isInstanceOf(Event.AgentStarted.class);
      host.vrrp().become("VI_1", State.MASTER, State.FAULT);
      assertThat(conversation.next())
          .isEqualTo(
              new Reply.Happened(
                  new Event.RouterChanged(0, "VI_1", "MASTER", "FAULT", "advert-timeout", "")));
    }
    assertThat(agent.events(new Request.Events(1, 1, false)))
        .as("the last one happened at 0")
        .isEmpty();
  }

  private static HostState told(List<String> fifos) {
    HostState plain = director();
    return new HostState(
        plain.site(),
        plain.host(),
        plain.resources(),
        plain.virtualRouters(),
        new VrrpPolicy(
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new HookSpec(List.of("/etc/hactl/tell"), null, 1_000, Set.of("MASTER", "STOP"))),
            fifos,
            false),
        plain.virtualServices(),
        plain.exclusive(),
        plain.drift(),
        plain.mail());
  }

  private static HostState director() {
    return director("eth0");
  }

  private static HostState director(String interfaceName) {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_1",
            2,
            51,
            interfaceName,
            100,
            1_000,
            true,
            0,
            Authentication.none(),
            List.of(VIP.toString()),
            GratuitousArp.DEFAULT);
    VirtualServiceSpec service =
        new VirtualServiceSpec(
            "web",
            "VI_1",
            "tcp",
            "192.168.0.254",
            80,
            "rr",
            List.of(),
            VirtualServiceSpec.ForwardMethod.DR,
            0,
            null,
            VirtualServiceSpec.OnDown.REMOVE,
            List.of(
                new RealServerSpec("web1", "192.168.0.18", 80, 1),
                new RealServerSpec("web2", "192.168.0.20", 80, 1)));
    return state(List.of(router), List.of(service), new SysctlResource("net.ipv4.ip_forward", "1"));
  }

  private static HostState realServer() {
    return state(
        List.of(),
        List.of(),
        AddressResource.of("lo", "192.168.0.254/32"),
        new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1"),
        new SysctlResource("net.ipv4.conf.lo.arp_announce", "2"));
  }

  private static HostState state(
      List<VirtualRouterSpec> routers, List<VirtualServiceSpec> services, Resource... resources) {
    return new HostState(
        "shop",
        "lvs1",
        List.of(resources),
        routers,
        VrrpPolicy.NONE,
        services,
        Set.of(),
        DriftPolicy.DEFAULT,
        null);
  }
}
