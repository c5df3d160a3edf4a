package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.api.Reply;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.Word;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

/** A host that gets another name in the inventory: nothing else changes on it. */
class RenamedHostTest extends TestAgent {
  private static final long LATE = 4_000_000_000_000L;
  private static final HostState RENAMED =
      HostState.builder(ONE.site(), "edge1")
          .resources(ONE.resources())
          .virtualRouters(ONE.virtualRouters())
          .drift(ONE.drift())
          .build();

  @Test
  void anotherNameIsANewGenerationThatChangesNothing() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      List<String> before = host.contents();
      int made = host.trace.size();
      Reply.Plan plan = (Reply.Plan) agent.core().generations().plan(RENAMED);
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.sameGeneration()).isFalse();
      confirm(agent, RENAMED);
      assertThat(host.contents()).isEqualTo(before);
      assertThat(host.trace).hasSize(made);
      assertThat(agent.core().generations().confirmedState().host()).isEqualTo("edge1");
    }
  }

  @Test
  void maintenanceUnderBothNamesKeepsTheHostStandingBy() throws IOException {
    Hold old = new Maintenance(ONE.host(), new Word(Hold.State.HELD, "ann@desk", "", LATE, LATE));
    Hold renamed = new Maintenance("edge1", old.word());
    try (Running agent = start()) {
      confirm(agent, ONE);
      var _ = agent.core().holds().take(List.of(old, renamed));
      confirm(agent, RENAMED);
      Word ended = new Word(Hold.State.ENDED, "ann@desk", "", LATE, LATE + 1);
      var _ = agent.core().holds().take(List.of(old.with(ended)));
      assertThat(agent.engines().standingBy).containsExactlyElementsOf(ONE.routerNames());
    }
  }
}
