package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.api.AuditEntry;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.junit.jupiter.api.Test;

/** A drain that an apply made ends by itself when the apply is gone; an operator's does not. */
class ApplyDrainTest extends TestAgent {
  private static final long LATE = 4_000_000_000_000L;
  private static final Word WORD = new Word(State.HELD, "ann@desk", "apply", LATE, LATE);
  private static final ApplyDrain DRAIN = new ApplyDrain("web1", 60_000, WORD);

  @Test
  void endsWhenNothingMoreIsHeardOfTheApply() throws IOException {
    try (Running agent = start()) {
      take(agent, DRAIN);
      assertThat(held(agent)).containsExactly(DRAIN);
      host.alarms.getLast().run();
      assertThat(held(agent)).isEmpty();
      assertThat(agent.core().holds().current().all()).containsExactly(DRAIN.over());
      assertThat(agent.audit().newest(1).getFirst())
          .returns(AuditEntry.Outcome.RELEASED, AuditEntry::outcome)
          .returns(
              "drain web1 for an apply: nothing was heard of that apply any more",
              AuditEntry::detail);
    }
  }

  @Test
  void aSignOfLifeBeginsTheTimeAnewAndIsNotToldAgain() throws IOException {
    try (Running agent = start()) {
      take(agent, DRAIN);
      Runnable first = host.alarms.getLast();
      ApplyDrain again = DRAIN.next(State.HELD, "apply");
      take(agent, again);
      first.run();
      assertThat(held(agent)).containsExactly(again);
      assertThat(agent.audit().newest(10)).hasSize(1);
      host.alarms.getLast().run();
      assertThat(held(agent)).isEmpty();
    }
  }

  @Test
  void endsAlsoAfterARestartOfTheAgent() throws IOException {
    try (Running agent = start()) {
      take(agent, DRAIN);
    }
    host.alarms.clear();
    try (Running agent = start()) {
      assertThat(held(agent)).containsExactly(DRAIN);
      host.alarms.forEach(Runnable::run);
      assertThat(held(agent)).isEmpty();
    }
  }

  @Test
  void isTriedAgainWhileAnotherProcessTakesOver() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      take(agent, DRAIN);
      Runnable end = host.alarms.getLast();
      assertThat(agent.core().standstill().begin()).isEmpty();
      end.run();
      assertThat(held(agent)).containsExactly(DRAIN);
      agent.core().standstill().end();
      host.alarms.getLast().run();
      assertThat(held(agent)).isEmpty();
    }
  }

  @Test
  void doesNotTouchAnOperatorsDrainOfTheSameRealServer() throws IOException {
    Hold operators = new Drain("web1", null, WORD);
    try (Running agent = start()) {
      take(agent, operators);
      take(agent, DRAIN);
      host.alarms.getLast().run();
      assertThat(held(agent)).containsExactly(operators);
    }
  }

  private static void take(Running agent, Hold hold) {
    var _ = agent.core().holds().take(List.of(hold));
  }

  private static List<Hold> held(Running agent) {
    return agent.core().holds().current().held();
  }
}
