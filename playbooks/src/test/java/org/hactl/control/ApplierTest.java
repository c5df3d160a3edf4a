package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RealServerView;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.HostResult.HostOutcome;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.ssh.SshEndpoint;
import org.hactl.ssh.SshException;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {
  private static final ChangeView CHANGE =
      new ChangeView(
          new ResourceId("sysctl", "net.ipv4.ip_forward"),
          Action.UPDATE,
          List.of(new FieldChange("value", "0", "1")));

  @TempDir Path folder;
  private final Map<String, FakeAgent> hosts = new LinkedHashMap<>();
  private final List<String> applied = Collections.synchronizedList(new ArrayList<>());
  private final List<HostEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> broken = new HashSet<>();
  private RuntimeImages images;
  private String digest = "";

  @BeforeEach
  void image() throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));
    Files.createDirectories(folder.resolve("agent"));
    Files.createDirectories(folder.resolve("cache"));
    Path jar = Files.writeString(folder.resolve("agent/a.jar"), "no real jar");
    digest = RuntimeRecipe.digest(jdk, List.of(jar));
    // An image that is in the cache is not made again.
    Files.writeString(folder.resolve("cache").resolve(digest + ".tar.gz"), "no real image");
    images = new RuntimeImages(folder, folder.resolve("cache"), jdk);
  }

  @Test
  void appliesRealServersBeforeDirectorsAndConfirmsOverANewConnection() {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> answer("web1", request));
    List<HostResult> results = applier().apply(states());
    assertThat(applied).containsExactly("web1", "lvs1");
    assertThat(results).extracting(HostResult::outcome).containsOnly(HostOutcome.OK);
    assertThat(results).extracting(HostResult::changed).containsExactly(1, 1);
    assertThat(agent("web1").asked).last().isEqualTo(new Request.Confirm(4));
    assertThat(agent("web1").commands).hasSize(1);
  }

  @Test
  void aPlanAsksNothingThatChanges() {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> answer("web1", request));
    List<HostResult> results = applier().plan(states());
    assertThat(applied).isEmpty();
    assertThat(agent("web1").asked).noneMatch(r -> r instanceof Request.Apply);
    assertThat(agent("web1").commands).as("only the look at the host").hasSize(1);
    assertThat(results).allMatch(HostResult::pending);
  }

  @Test
  void aPlanForABareHostSaysThatTheAgentWouldBeInstalled() {
    hosts.put("lvs1", new FakeAgent(FakeAgent.probeText(""), _ -> List.of()));
    List<HostResult> results = applier().plan(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().notes())
        .containsExactly("the agent and its runtime would be installed (1 MB)");
    assertThat(results.getFirst().changes())
        .extracting(c -> c.id().toString())
        .containsExactly("vrrp[VI_1]");
    assertThat(agent("lvs1").asked).isEmpty();
  }

  @Test
  void aHostWithoutAgentOfWhichNothingIsWantedIsLeftAlone() {
    hosts.put("client", new FakeAgent(FakeAgent.probeText(""), _ -> List.of()));
    List<HostResult> results = applier().apply(Map.of("client", HostState.empty("shop", "client")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(agent("client").commands).hasSize(1);
  }

  @Test
  void aHostThatIsUnreachableStopsNoOther() {
    host("lvs1", request -> answer("lvs1", request));
    List<HostResult> results = applier().apply(states());
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.OK, HostOutcome.UNREACHABLE);
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.UNREACHABLE);
    assertThat(results.get(1).failure())
        .isEqualTo(new HostFailure("ssh root@web1:22: connection refused", "start sshd"));
  }

  @Test
  void whatNobodyExpectedOnOneHostStopsNoOther() {
    host("lvs1", request -> answer("lvs1", request));
    broken.add("web1");
    List<HostResult> results = applier().apply(states());
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.OK, HostOutcome.FAILED);
    assertThat(results.get(1).failure())
        .extracting(HostFailure::message)
        .isEqualTo("internal error: java.lang.IllegalArgumentException: no such thing");
    assertThat(applied).containsExactly("lvs1");
  }

  @Test
  void anAgentThatDiedAndLeftItsSocketIsStartedOnce() {
    List<Request> dead = new ArrayList<>();
    host(
        "lvs1",
        request -> {
          if (dead.isEmpty()) {
            dead.add(request);
            return List.of();
          }
          return answer("lvs1", request);
        });
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(results.getFirst().notes()).containsExactly("the agent was started");
    assertThat(agent("lvs1").commands)
        .filteredOn(command -> command.contains("systemctl start hactl-agent"))
        .hasSize(1);
  }

  @Test
  void aPlanForAHostWhoseAgentDiedSaysThatItWouldBeStarted() {
    host("lvs1", _ -> List.of());
    List<HostResult> results = applier().plan(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(results.getFirst().notes()).containsExactly("the agent would be started");
    assertThat(agent("lvs1").commands).noneMatch(command -> command.contains("systemctl start"));
  }

  @Test
  void aRealServerThatLeavesAServiceComesAfterTheDirectors() {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> leaving("web1", request));
    host("client", request -> answer("client", request));
    Map<String, HostState> states = states();
    states.put("client", realServer("client"));
    assertThat(applier().apply(states))
        .extracting(HostResult::outcome)
        .containsOnly(HostOutcome.OK);
    assertThat(applied).containsExactly("client", "lvs1", "web1");
  }

  @Test
  void aRealServerIsNotTakenFromADirectorThatMaySendToIt() {
    host("web1", request -> leaving("web1", request));
    List<HostResult> results = applier().apply(states());
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.UNREACHABLE, HostOutcome.FAILED);
    assertThat(results.get(1).failure())
        .isEqualTo(
            new HostFailure(
                "left as it is: lvs1, which may still send to it, did not converge",
                "repair that director or exclude it with --limit, then apply again"));
    assertThat(applied).isEmpty();
  }

  @Test
  void aDirectorDoesNotBeginToSendToAHostThatIsNotReady() {
    host("lvs1", request -> director(request, List.of("192.0.2.1", "192.0.2.2")));
    host("web1", request -> answer("web1", request));
    List<HostResult> results = applier().apply(serving("web1", "web2", "web3"));
    assertThat(sentTo("lvs1")).containsExactly("web1, web2");
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(results.getFirst().notes()).containsExactly("web3 was left out: it is not ready");
  }

  @Test
  void aDirectorKeepsWhomItSendsToAndIsNotAskedWhereAllAreReady() {
    host("lvs1", request -> director(request, List.of("192.0.2.3")));
    host("web1", request -> answer("web1", request));
    assertThat(applier().apply(serving("web1", "web3")).getFirst().notes()).isEmpty();
    host("web3", request -> answer("web3", request));
    assertThat(applier().apply(serving("web1", "web3")).getFirst().notes()).isEmpty();
    assertThat(sentTo("lvs1")).containsExactly("web1, web3", "web1, web3");
    // For its plan and for its apply, while web3 cannot be reached.
    assertThat(agent("lvs1").asked).filteredOn(Request.Status.class::isInstance).hasSize(2);
  }

  @Test
  void aRealServerThatAlsoBecomesOneComesBeforeTheDirectors() {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> changingVip("web1", request));
    assertThat(applier().apply(states()))
        .extracting(HostResult::outcome)
        .containsOnly(HostOutcome.OK);
    assertThat(applied).containsExactly("web1", "lvs1");
  }

  @Test
  void aHostThatLosesWhatNoDirectorNeedsIsNotHeldBack() {
    host("web1", request -> losing(new ResourceId("sysctl", "net.core.somaxconn"), request));
    assertThat(applier().apply(states()))
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.UNREACHABLE, HostOutcome.OK);
  }

  @Test
  void directorsGetTheirAgentsOneAfterAnotherAndNoneAfterOneThatDoesNotComeUp() {
    for (String host : List.of("lvs1", "lvs2")) {
      FakeAgent fails = new FakeAgent(FakeAgent.probeText("old"), request -> answer(host, request));
      fails.exits.put("systemctl", 33);
      hosts.put(host, fails);
    }
    hosts.put(
        "web1", new FakeAgent(FakeAgent.probeText("old"), request -> answer("web1", request)));
    Map<String, HostState> states = states();
    states.put("lvs2", director("lvs2"));
    List<HostResult> results = applier().apply(states);
    assertThat(results)
        .extracting(HostResult::host, HostResult::outcome)
        .containsExactlyInAnyOrder(
            tuple("lvs1", HostOutcome.FAILED),
            tuple("lvs2", HostOutcome.FAILED),
            tuple("web1", HostOutcome.OK));
    assertThat(Stream.of("lvs1", "lvs2").flatMap(host -> agent(host).commands.stream()))
        .as("one of the two is not tried")
        .filteredOn(command -> command.contains("systemctl"))
        .hasSize(1);
    assertThat(results)
        .extracting(HostResult::failure)
        .filteredOn(Objects::nonNull)
        .extracting(HostFailure::message)
        .anyMatch(
            message -> message.startsWith("its agent was not started, because the agent of lvs"))
        .anyMatch(message -> message.startsWith("the agent was started but does not listen"));
  }

  @Test
  void problemsFoundByThePlanStopBeforeAnyChange() {
    host(
        "lvs1",
        request ->
            request instanceof Request.Plan
                ? List.of(
                    new Reply.Plan(List.of(), List.of("interface eth9 does not exist"), false))
                : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.FAILED);
    assertThat(results.getFirst().failure())
        .extracting(HostFailure::message)
        .isEqualTo("interface eth9 does not exist");
    assertThat(applied).isEmpty();
  }

  @Test
  void whatTheAgentTookBackIsRolledBack() {
    host(
        "lvs1",
        request ->
            request instanceof Request.Apply
                ? List.of(new Reply.Applied(3, false, 0, List.of(), List.of("no IPVS"), true))
                : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.ROLLED_BACK);
    assertThat(results.getFirst().failed()).isTrue();
  }

  @Test
  void whatWasChangedBeforeAFailureIsCountedUnlessItWasTakenBack() {
    for (boolean rolledBack : List.of(false, true)) {
      host(
          "lvs1",
          request ->
              request instanceof Request.Apply
                  ? List.of(
                      new Reply.Applied(
                          3, false, 0, List.of(CHANGE), List.of("no IPVS"), rolledBack))
                  : answer("lvs1", request));
      HostResult result = applier().apply(Map.of("lvs1", director("lvs1"))).getFirst();
      assertThat(result.failed()).isTrue();
      assertThat(result.changed()).isEqualTo(rolledBack ? 0 : 1);
    }
  }

  @Test
  void aConnectionThatBreaksInAnApplyIsSaidAsSuch() {
    host("lvs1", request -> request instanceof Request.Apply ? List.of() : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.UNREACHABLE);
    assertThat(results.getFirst().failure())
        .extracting(HostFailure::nextStep)
        .asString()
        .contains("run apply again");
  }

  @Test
  void nothingIsAppliedWhereTheGenerationIsTheSame() {
    host(
        "lvs1",
        request ->
            request instanceof Request.Plan
                ? List.of(new Reply.Plan(List.of(), List.of(), true))
                : answer("lvs1", request));
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(applied).isEmpty();
    assertThat(results.getFirst().changed()).isZero();
    assertThat(results.getFirst().pending()).isFalse();
  }

  private List<Reply> answer(String host, Request request) {
    return switch (request) {
      case Request.Hello _ -> List.of(hello());
      case Request.Plan _ -> List.of(new Reply.Plan(List.of(CHANGE), List.of(), false));
      case Request.Apply _ -> {
        applied.add(host);
        yield List.of(
            new Reply.Progress("applied", CHANGE, true),
            new Reply.Applied(4, true, 6, List.of(CHANGE), List.of(), false));
      }
      case Request.Confirm _ -> List.of(hello());
      default -> List.of(new Reply.Failed("unknown", "not in this test"));
    };
  }

  /** A host of whose plan a loopback VIP's end is all. */
  private List<Reply> leaving(String host, Request request) {
    return planning(host, request, List.of(loopbackVip("192.0.2.9/32", Action.DELETE)));
  }

  private List<Reply> changingVip(String host, Request request) {
    return planning(
        host,
        request,
        List.of(
            loopbackVip("192.0.2.9/32", Action.DELETE),
            loopbackVip("192.0.2.10/32", Action.CREATE)));
  }

  private List<Reply> losing(ResourceId id, Request request) {
    return planning("web1", request, List.of(new ChangeView(id, Action.DELETE, List.of())));
  }

  private List<Reply> planning(String host, Request request, List<ChangeView> changes) {
    return request instanceof Request.Plan
        ? List.of(new Reply.Plan(changes, List.of(), false))
        : answer(host, request);
  }

  private static ChangeView loopbackVip(String address, Action action) {
    return new ChangeView(new ResourceId("address", "lo " + address), action, List.of());
  }

  /** A director that sends to these addresses. */
  private List<Reply> director(Request request, List<String> addresses) {
    if (!(request instanceof Request.Status)) {
      return answer("lvs1", request);
    }
    List<RealServerView> servers =
        addresses.stream()
            .map(address ->
                new RealServerView(
                    address, address, 80, 1, HostStatus.Health.UNCHECKED, 0, "", 0L, 0L))
            .toList();
    ServiceView web = new ServiceView("web", "192.0.2.9:80/tcp", "rr", "dr", servers);
    return List.of(new Reply.Status(Statuses.ofServices("lvs1", List.of(web))));
  }

  /** The hosts in each state that a director was given. */
  private List<String> sentTo(String director) {
    return agent(director).asked.stream()
        .filter(Request.Apply.class::isInstance)
        .map(request ->
            ((Request.Apply) request)
                .state().virtualServices().getFirst().realServers().stream()
                    .map(RealServerSpec::host)
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  private Reply.Hello hello() {
    return new Reply.Hello(1, "0.1.0", digest, 3, "d", 0);
  }

  private void host(String name, Function<Request, List<Reply>> answers) {
    hosts.put(name, new FakeAgent(FakeAgent.probeText(digest), answers));
  }

  private FakeAgent agent(String name) {
    return Objects.requireNonNull(hosts.get(name));
  }

  private Applier applier() {
    Map<String, HostTarget> targets = new LinkedHashMap<>();
    for (String name : List.of("lvs1", "lvs2", "web1", "web2", "web3", "client")) {
      SshEndpoint endpoint = new SshEndpoint(name, 22, Optional.of("root"), Optional.empty());
      targets.put(name, new HostTarget(name, Optional.of(endpoint), false));
    }
    LinkOpener opener =
        target -> {
          if (broken.contains(target.host())) {
            throw new IllegalArgumentException("no such thing");
          }
          FakeAgent agent = hosts.get(target.host());
          if (agent == null) {
            throw new SshException(
                SshException.Kind.REFUSED,
                "ssh root@%s:22: connection refused".formatted(target.host()),
                "start sshd",
                null);
          }
          return agent;
        };
    return new Applier(
        new Fleet(targets, opener, images, FakeAgent.PROTOCOL, 10, Duration.ofSeconds(60)),
        events::add);
  }

  private static Map<String, HostState> states() {
    Map<String, HostState> states = new LinkedHashMap<>();
    states.put("lvs1", director("lvs1"));
    states.put("web1", realServer("web1"));
    return states;
  }

  /** A director with one service of these real servers: web1 is 192.0.2.1 and so on. */
  private static Map<String, HostState> serving(String... realServers) {
    List<RealServerSpec> servers =
        Stream.of(realServers)
            .map(host -> new RealServerSpec(host, "192.0.2." + host.charAt(3), 80, 1))
            .toList();
    VirtualServiceSpec web =
        new VirtualServiceSpec(
            "web",
            "VI_1",
            "tcp",
            "192.0.2.9",
            80,
            "rr",
            List.of(),
            VirtualServiceSpec.ForwardMethod.DR,
            0,
            null,
            VirtualServiceSpec.OnDown.REMOVE,
            servers);
    Map<String, HostState> states = new LinkedHashMap<>();
    states.put("lvs1", director("lvs1").withVirtualServices(List.of(web)));
    for (String host : realServers) {
      states.put(host, realServer(host));
    }
    return states;
  }

  private static HostState realServer(String host) {
    return new HostState(
        "shop",
        host,
        List.of(new org.hactl.module.packages.PackageResource("nginx-light")),
        List.of(),
        VrrpPolicy.NONE,
        List.of(),
        Set.of(),
        DriftPolicy.DEFAULT,
        null);
  }

  private static HostState director(String host) {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_1",
            2,
            51,
            "eth0",
            100,
            1000,
            true,
            0,
            Authentication.none(),
            List.of("192.168.0.254/32"),
            GratuitousArp.DEFAULT);
    return new HostState(
        "shop",
        host,
        List.of(),
        List.of(router),
        VrrpPolicy.NONE,
        List.of(),
        java.util.Set.of(),
        DriftPolicy.DEFAULT,
        null);
  }
}
