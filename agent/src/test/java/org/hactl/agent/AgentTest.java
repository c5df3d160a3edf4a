package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.hactl.agent.api.DriftEntry;
import org.hactl.agent.api.DriftEntry.FoundBy;
import org.hactl.agent.api.Event;
import org.hactl.agent.api.HostStatus;
import org.hactl.agent.api.HostStatus.Convergence;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.api.ProtocolException;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;
import org.hactl.bfd.BfdConfig;
import org.hactl.bfd.BfdReason;
import org.hactl.bfd.BfdState;
import org.hactl.host.BfdSessionSpec;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HookSpec;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.FakeKernel;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.InterfaceAddress;
import org.hactl.linux.IpvsEntry;
import org.hactl.linux.SysctlKey;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.track.TrackStates;
import org.hactl.vrrp.State;
import org.hactl.vrrp.TrackVerdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent on a kernel in memory, asked over its socket. */
class AgentTest {
  private static final InetPrefix VIP = InetPrefix.parse("192.168.0.254/24");
  private static final SysctlKey FORWARD = SysctlKey.parse("net.ipv4.ip_forward");

  @TempDir private Path folder;
  private final FakeKernel kernel =
      new FakeKernel().withLink("eth0").withSysctl("net.ipv4.ip_forward", "0");
  private final AtomicReference<FakeVrrp> vrrp = new AtomicReference<>();
  private final AtomicReference<FakeBfd> bfd = new AtomicReference<>();
  private final List<String> scripts = new CopyOnWriteArrayList<>();
  private Options options = Options.DEFAULT;
  private ObjectMapper mapper = new ObjectMapper();
  private @Nullable Agent agent;

  @BeforeEach
  void begin() throws IOException {
    options = new Options(folder.resolve("state"), folder.resolve("run/agent.sock"), "info");
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("192.168.0.14/24")));
    agent = start();
  }

  @AfterEach
  void end() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void aDirectorFromNothingToASecondApplyThatChangesNothing() throws IOException {
    Reply.Applied first = apply(director());
    assertThat(first.errors()).isEmpty();
    assertThat(first.needsConfirm()).isTrue();
    assertThat(first.changes())
        .extracting(change -> change.id().toString())
        .containsExactly("sysctl[net.ipv4.ip_forward]", "ipvs[192.168.0.254:80/tcp]", "vrrp[VI_1]");
    assertThat(destinations()).containsExactly("192.168.0.18:80", "192.168.0.20:80");
    assertThat(kernel.sysctls().read(FORWARD)).contains("1");
    assertThat(vrrp().routers).singleElement().matches(router -> router.priority() == 100);

    assertThat(ask(new Request.Confirm(1)))
        .isInstanceOfSatisfying(
            Reply.Hello.class, hello -> assertThat(hello.generation()).isEqualTo(1));
    Reply.Applied second = apply(director());
    assertThat(second.changes()).isEmpty();
    assertThat(second.needsConfirm()).isFalse();
    assertThat(status().convergence()).isEqualTo(Convergence.CONVERGED);
    assertThat(status().services())
        .singleElement()
        .satisfies(service ->
            assertThat(service.realServers()).extracting("weight").containsExactly(1, 1));
  }

  @Test
  void aMasterKeepsItsAddressWhateverOthersDo() throws IOException {
    confirm(director());
    vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> vrrp().announced.size() == 1);
    assertThat(addresses("eth0")).contains(VIP.toString());
    kernel.addresses().remove("eth0", VIP);
    await().until(() -> vrrp().announced.size() == 2);
    assertThat(addresses("eth0")).contains(VIP.toString());
    await()
        .untilAsserted(() ->
            assertThat(drift())
                .singleElement()
                .matches(entry -> entry.foundBy() == FoundBy.NETLINK)
                .matches(entry -> entry.corrected()));
    vrrp().become("VI_1", State.MASTER, State.BACKUP);
    await().until(() -> !addresses("eth0").contains(VIP.toString()));
    assertThat(drift()).hasSize(1);
  }

  @Test
  void aRealServerGetsItsLoopbackAddressAfterItsArpSysctls() throws IOException {
    List<String> order = new ArrayList<>();
    try (var subscription =
        kernel.events().subscribe(event -> order.add(event.getClass().getSimpleName()))) {
      subscription.watchSysctls(
          List.of(
              SysctlKey.parse("net.ipv4.conf.lo.arp_ignore"),
              SysctlKey.parse("net.ipv4.conf.lo.arp_announce")));
      Reply.Applied applied = apply(realServer());
      assertThat(applied.errors()).isEmpty();
    }
    assertThat(order).containsExactly("SysctlWritten", "SysctlWritten", "AddressAdded");
    assertThat(addresses("lo")).contains("192.168.0.254/32");
  }

  @Test
  void whatTheHostCannotDoIsRefusedWithAllReasonsAndNothingIsChanged() throws IOException {
    kernel.withoutIpvs();
    int before = kernel.changes();
    HostState bad = director("eth9");
    Reply.Applied refused = apply(bad);
    assertThat(refused.rolledBack()).isFalse();
    assertThat(refused.errors()).hasSize(2).anyMatch(error -> error.contains("eth9"));
    assertThat(kernel.changes()).isEqualTo(before);
    assertThat(status().generation()).isZero();
  }

  @Test
  void aProbeByWayOfOneRealServerLeavesNoTrace() throws IOException {
    confirm(director());
    VirtualServiceSpec service = director().virtualServices().getFirst();
    vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> vrrp().announced.size() == 1);
    assertThat(ask(new Request.Probe(service, "192.168.0.20")))
        .isInstanceOfSatisfying(
            Reply.Failed.class,
            failed -> assertThat(failed.message()).contains("holds 192.168.0.254"));
    assertThat(destinations()).containsExactly("192.168.0.18:80", "192.168.0.20:80");
    assertThat(kernel.rules().list()).noneMatch(rule -> rule.table() > 50_000);
  }

  @Test
  void whatIsNoRequestIsToldSo() throws IOException {
    assertThat(line("{\"type\":\"reboot\"}"))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("unknown-request"));
    assertThat(line("what?"))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("unknown-request"));
  }

  @Test
  void rootAloneReachesItAndOnlyOneRuns() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(options.socket())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(options.runFolder())))
        .isEqualTo("rwx------");
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent listens");
  }

  @Test
  void whatIsTrackedReachesTheRouter() throws IOException {
    Path load = options.stateDir().resolveSibling("load");
    Files.writeString(load, "-30");
    confirm(
        TrackStates.state(
            List.of(TrackStates.router("VI_1", new TrackSpec("load", 1), new TrackSpec("gw", 0))),
            List.of(
                new TrackerSpec.File("load", load.toString(), null),
                new TrackerSpec.Script("gw", List.of("check"), null, 60_000, 1_000, 1, 1, true)),
            List.of()));
    await()
        .untilAsserted(() ->
            assertThat(vrrp().verdicts.get("VI_1"))
                .satisfies(verdict -> {
                  assertThat(verdict.priorityOffset()).isEqualTo(-30);
                  assertThat(verdict.fault()).contains("gw: exit 1 since ");
                }));
    Files.writeString(load, "4");
    await()
        .untilAsserted(() ->
            assertThat(vrrp().verdicts.get("VI_1"))
                .satisfies(verdict -> assertThat(verdict.priorityOffset()).isEqualTo(4)));
    assertThat(status().trackers())
        .extracting(each -> each.name() + " " + each.kind() + " " + each.value())
        .containsExactly("gw script false", "load file 4");
    assertThat(apply(tracking("load or")).errors()).singleElement().asString().contains("column 8");
  }

  @Test
  void aRouterFaultsWithTheSessionThatItTracks() throws IOException {
    BfdSessionSpec session =
        new BfdSessionSpec(
            "to-gw", "192.168.0.1", null, null, 50, 50, 1_000, 3, false, false, 255, 255);
    HostState plain =
        TrackStates.state(
            List.of(TrackStates.router("VI_1", new TrackSpec("gw", 0))),
            List.of(new TrackerSpec.Bfd("gw", "to-gw")),
            List.of());
    confirm(
        new HostState(
            plain.site(),
            plain.host(),
            plain.resources(),
            plain.virtualRouters(),
            new VrrpPolicy(
                List.of(), plain.vrrp().trackers(), List.of(session), List.of(), List.of(), false),
            plain.virtualServices(),
            plain.exclusive(),
            plain.drift(),
            plain.mail()));
    FakeBfd engine = Objects.requireNonNull(bfd.get());
    assertThat(engine.sessions).extracting(BfdConfig::name).containsExactly("to-gw");
    engine.become("to-gw", BfdState.INIT, BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US);
    await().until(() -> status().trackers().getFirst().value().equals("true"));
    assertThat(vrrp().verdicts.get("VI_1")).isEqualTo(TrackVerdict.FINE);
    engine.become("to-gw", BfdState.UP, BfdState.DOWN, BfdReason.DETECTION_TIME_EXPIRED);
    await()
        .untilAsserted(() ->
            assertThat(vrrp().verdicts.get("VI_1"))
                .satisfies(verdict ->
                    assertThat(verdict.fault())
                        .contains("BFD session to-gw is down (detection-time-expired)")));
  }

  private static HostState tracking(String expression) {
    return TrackStates.state(
        List.of(TrackStates.router("VI_1", new TrackSpec(expression, 0))), List.of(), List.of());
  }

  @Test
  void aStopHandsOverAndLeavesIpvsInPlace() throws IOException {
    confirm(director());
    vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> addresses("eth0").contains(VIP.toString()));
    Objects.requireNonNull(agent).close();
    assertThat(addresses("eth0")).containsExactly("192.168.0.14/24");
    assertThat(vrrp().closed).isTrue();
    assertThat(destinations()).hasSize(2);
    agent = start();
    await().until(() -> !vrrp().closed);
    assertThat(status().generation()).isEqualTo(1);
  }

  @Test
  void hooksAreToldWhenTheAddressesAreThereAndOnceMoreAtTheEnd() throws IOException {
    confirm(told(List.of("/run/no-such-folder/fifo")));
    vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> scripts.size() == 1);
    assertThat(addresses("eth0")).contains(VIP.toString());
    vrrp().closing = () -> vrrp().become("VI_1", State.MASTER, State.INIT);
    await()
        .untilAsserted(() ->
            assertThat(events(new Request.Events(1, 0, false)))
                .singleElement()
                .isInstanceOfSatisfying(
                    Event.HookEnded.class,
                    hook -> {
                      assertThat(hook.name()).isEqualTo("VI_1");
                      assertThat(hook.state()).isEqualTo("MASTER");
                      assertThat(hook.outcome()).isEqualTo("exit 0: done");
                    }));
    assertThat(status().vrrp().fifos())
        .singleElement()
        .satisfies(fifo -> {
          assertThat(fifo.dropped()).isEqualTo(1);
          assertThat(fifo.error()).contains("No such file or directory");
        });
    Objects.requireNonNull(agent).close();
    agent = null;
    assertThat(scripts)
        .containsExactly(
            "/etc/hactl/tell INSTANCE VI_1 MASTER 100", "/etc/hactl/tell INSTANCE VI_1 STOP 100");
  }

  @Test
  void tellsThePastAndThenWhatHappensUntilTheReaderGoes() throws Exception {
    confirm(director());
    vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> !events(new Request.Events(1, 0, false)).isEmpty());
    try (SocketChannel channel = connect()) {
      LineReader lines = ask(channel, new Request.Events(100, 0, true));
      List<Event> past = new ArrayList<>();
      Reply reply = read(lines);
      for (; reply instanceof Reply.Happened happened; reply = read(lines)) {
        past.add(happened.event());
      }
      assertThat(reply).isEqualTo(new Reply.Pulse(0));
      assertThat(past.getFirst()).isInstanceOf(Event.AgentStarted.class);
      vrrp().become("VI_1", State.MASTER, State.FAULT);
      assertThat(read(lines))
          .isEqualTo(
              new Reply.Happened(
                  new Event.RouterChanged(0, "VI_1", "MASTER", "FAULT", "advert-timeout")));
    }
    assertThat(events(new Request.Events(1, 1, false))).as("the last one happened at 0").isEmpty();
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

  private Agent start() throws IOException {
    ProgressRelay relay = new ProgressRelay();
    HostKinds kinds = HostModules.of(kernel, options.stateDir(), relay);
    mapper = HostJson.mapper(kinds.types());
    ApiServer api = ApiServer.open(options.socket(), new Protocol(mapper));
    Agent started =
        new Agent(
            options,
            new Agent.Ground(
                kernel,
                kinds,
                listener -> {
                  vrrp.set(new FakeVrrp(listener));
                  return vrrp();
                },
                listener -> {
                  bfd.set(new FakeBfd(listener));
                  return bfd.get();
                },
                script -> {
                  scripts.add(script.text());
                  return script.text().equals("check")
                      ? new ScriptResult(1, false, "no route", Duration.ZERO)
                      : new ScriptResult(0, false, "done", Duration.ZERO);
                },
                Clock.SYSTEM,
                false),
            mapper,
            relay,
            api);
    started.start();
    return started;
  }

  private FakeVrrp vrrp() {
    return Objects.requireNonNull(vrrp.get());
  }

  private Reply.Applied apply(HostState state) throws IOException {
    return (Reply.Applied) ask(new Request.Apply(state, 60_000));
  }

  private void confirm(HostState state) throws IOException {
    Reply.Applied applied = apply(state);
    assertThat(applied.errors()).isEmpty();
    ask(new Request.Confirm(applied.generation()));
  }

  private HostStatus status() throws IOException {
    return ((Reply.Status) ask(new Request.Status())).status();
  }

  private List<DriftEntry> drift() throws IOException {
    return ((Reply.Drift) ask(new Request.Drift(100))).entries();
  }

  private Reply ask(Request request) throws IOException {
    return line(new Protocol(mapper).write(request));
  }

  private Reply line(String line) throws IOException {
    try (SocketChannel channel = connect()) {
      LineReader lines = say(channel, line);
      Reply reply = read(lines);
      while (reply instanceof Reply.Progress) {
        reply = read(lines);
      }
      return reply;
    }
  }

  private List<Event> events(Request.Events request) throws IOException {
    List<Event> events = new ArrayList<>();
    try (SocketChannel channel = connect()) {
      LineReader lines = ask(channel, request);
      while (read(lines) instanceof Reply.Happened happened) {
        events.add(happened.event());
      }
    }
    return events;
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(options.socket()));
  }

  private LineReader ask(SocketChannel channel, Request request) throws IOException {
    return say(channel, new Protocol(mapper).write(request));
  }

  private static LineReader say(SocketChannel channel, String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return new LineReader(channel, ApiServer.MAX_LINE_BYTES);
  }

  private Reply read(LineReader lines) throws IOException {
    try {
      return new Protocol(mapper).readReply(lines.next().orElseThrow());
    } catch (ProtocolException e) {
      throw new IOException(e);
    }
  }

  private List<String> addresses(String interfaceName) {
    return kernel.addresses().list().stream()
        .filter(each -> each.interfaceName().equals(interfaceName))
        .map(each -> each.prefix().toString())
        .toList();
  }

  private List<String> destinations() {
    return kernel.ipvs().list().stream()
        .map(IpvsEntry::destinations)
        .flatMap(List::stream)
        .map(each -> each.endpoint())
        .toList();
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
            null,
            List.of(VIP.toString()),
            VirtualRouterSpec.GratuitousArp.DEFAULT);
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
