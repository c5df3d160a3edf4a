package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hactl.api.Request;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

/** How hosts get their agents, and how agents that died are started. */
class ApplierAgentsTest extends TestFleet {
  private static final String START = "systemctl start hactl-agent";

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
  void aHostWithoutAgentOfWhichNothingIsWantedIsLeftAlone() throws Exception {
    hosts.put("client", new FakeAgent(FakeAgent.probeText(""), _ -> List.of()));
    List<HostResult> results = applier().apply(Map.of("client", HostState.empty("shop", "client")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(agent("client").commands).hasSize(1);
  }

  @Test
  void anAgentThatDiedAndLeftItsSocketIsStartedOnce() throws Exception {
    host(
        "lvs1",
        request ->
            agent("lvs1").commands.stream().anyMatch(command -> command.contains(START))
                ? answer("lvs1", request)
                : List.of());
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(results.getFirst().notes()).containsExactly("the agent was started");
    assertThat(agent("lvs1").commands).filteredOn(command -> command.contains(START)).hasSize(1);
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
  void anAgentThatAnOperatorStoppedIsStartedOnlyOnRequest() throws Exception {
    String stopped = FakeAgent.probeText(digest).replace("socket=yes", "stopped=disabled");
    hosts.put("lvs1", new FakeAgent(stopped, request -> answer("lvs1", request)));
    Map<String, HostState> states = Map.of("lvs1", director("lvs1"));
    for (List<HostResult> results : List.of(applier().plan(states), applier().apply(states))) {
      assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.FAILED);
      assertThat(Objects.requireNonNull(results.getFirst().failure()).message())
          .startsWith("the agent was stopped and disabled by hand");
    }
    assertThat(agent("lvs1").commands).noneMatch(command -> command.contains(START));
    Fleet asked =
        fleet().with(new Fleet.AgentPolicy(Fleet.Downgrade.REFUSED, Fleet.Stopped.STARTED));
    List<HostResult> results = new Applier(asked, events::add).apply(states);
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(agent("lvs1").commands).anyMatch(command -> command.contains(START));
  }

  @Test
  void directorsGetTheirAgentsOneAfterAnotherAndNoneAfterOneThatDoesNotComeUp() throws Exception {
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
        .extracting(HostResult::outcome)
        .containsExactlyInAnyOrder(HostOutcome.FAILED, HostOutcome.NOT_STARTED, HostOutcome.OK);
    assertThat(Stream.of("lvs1", "lvs2").flatMap(host -> agent(host).commands.stream()))
        .as("one of the two is not tried")
        .filteredOn(command -> command.contains("systemctl"))
        .hasSize(1);
    assertThat(results)
        .extracting(HostResult::failure)
        .filteredOn(Objects::nonNull)
        .extracting(HostFailure::message)
        .anyMatch(message -> message.startsWith("the agent of lvs"))
        .anyMatch(message -> message.startsWith("the agent was started but does not listen"));
  }

  @Test
  void anAgentThatDoesNotComeUpInItsNewVersionEndsTheRunWithTheOldOne() throws Exception {
    for (String host : List.of("lvs1", "lvs2", "web1")) {
      hosts.put(host, new FakeAgent(FakeAgent.probeText("old"), request -> answer(host, request)));
    }
    agent("lvs1").exits.put("systemctl", 33);
    agent("lvs1").prints.put("systemctl", "the image that was current before, old, runs again\n");
    Map<String, HostState> states = states();
    List<HostResult> results = applier().apply(states);
    assertThat(results)
        .extracting(HostResult::host, HostResult::outcome)
        .containsExactlyInAnyOrder(
            tuple("lvs1", HostOutcome.ROLLED_BACK), tuple("web1", HostOutcome.NOT_STARTED));
    assertThat(Applier.worst(results)).isEqualTo(HostOutcome.ROLLED_BACK);
    assertThat(agent("web1").asked).noneMatch(Request.Apply.class::isInstance);
  }

  @Test
  void anAgentThatIsTooBusyToBeReplacedIsAsItWas() throws Exception {
    hosts.put("lvs1", new FakeAgent(FakeAgent.probeText("old"), each -> answer("lvs1", each)));
    agent("lvs1").exits.put("systemctl", 36);
    List<HostResult> results = applier().apply(Map.of("lvs1", director("lvs1")));
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.ROLLED_BACK);
  }
}
