package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.api.Reply;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.Word;
import org.junit.jupiter.api.Test;

/** What waits while another process of the agent takes over. */
class StandstillTest extends TestAgent {
  private static final long LATE = 4_000_000_000_000L;
  private static final Hold MAINTENANCE =
      new Maintenance(ONE.host(), new Word(Hold.State.HELD, "ann@desk", "", LATE, LATE));

  @Test
  void aHoldThatTheNextProcessWouldNotKnowIsRefused() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      Core core = agent.core();
      assertThat(core.standstill().begin()).isEmpty();
      assertThat(core.holds().take(List.of(MAINTENANCE)))
          .isInstanceOfSatisfying(
              Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("busy"));
      assertThat(core.holds().current().all()).isEmpty();
      assertThat(agent.engines().standingBy).isEmpty();
      core.standstill().end();
      assertThat(core.holds().take(List.of(MAINTENANCE))).isInstanceOf(Reply.Holds.class);
      assertThat(agent.engines().standingBy).containsExactlyElementsOf(ONE.routerNames());
    }
  }

  @Test
  void holdsAreTakenOverAgainAfterARefusal() throws IOException {
    try (Running agent = start()) {
      apply(agent, ONE, new ArrayList<>());
      Core core = agent.core();
      assertThat(core.standstill().begin()).isPresent();
      assertThat(core.holds().take(List.of(MAINTENANCE))).isInstanceOf(Reply.Holds.class);
    }
  }
}
