package org.hactl.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hactl.api.ChangeView;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplyWitnessTest {
  private static final ChangeView CHANGE =
      new ChangeView(new ResourceId("address", "lo 10.77.0.1/32"), Action.CREATE, List.of());

  private final List<String> applying = new ArrayList<>();
  private final ApplyWitness witness = new ApplyWitness(applying::add);

  @Test
  void anApplyThatChangesWhatItShouldIsNotComplainedOf() {
    assertThat(witness.complaint(List.of(ended(HostOutcome.OK, CHANGE)), true)).isEmpty();
    assertThat(witness.complaint(List.of(ended(HostOutcome.OK)), false)).isEmpty();
  }

  @Test
  void aHostThatDidNotChangeAsTheSiteSaysIs() {
    assertThat(witness.complaint(List.of(ended(HostOutcome.OK)), true)).isPresent();
    assertThat(witness.complaint(List.of(ended(HostOutcome.OK, CHANGE)), false)).isPresent();
  }

  @Test
  void aHostThatWasLostIs() {
    assertThat(
            witness.complaint(
                List.of(ended(HostOutcome.OK, CHANGE), ended(HostOutcome.UNREACHABLE)), true))
        .hasValueSatisfying(text ->
            assertThat(text).startsWith("web1 is UNREACHABLE").contains("the connection ended"));
  }

  @Test
  void theApplyItselfAndAConnectionThatEndedAreNoticed() {
    witness.on(new HostEvent.Working("web1", "planning"));
    assertThat(witness.lostOne()).isFalse();
    witness.on(new HostEvent.Working("web1", "applying"));
    assertThat(applying).containsExactly("web1");
    witness.on(
        new HostEvent.Working("web1", "the connection ended; asking the agent over a new one"));
    assertThat(witness.lostOne()).isTrue();
  }

  @Test
  void everyFifthRoundChangesNothing() {
    assertThat(IntStream.rangeClosed(1, 2000).filter(round -> !ApplyRounds.changes(round)))
        .hasSize(400)
        .allMatch(round -> round % 5 == 0);
    assertThat(IntStream.rangeClosed(0, 2000).map(ApplyRounds::step))
        .allMatch(step -> step >= 1 && step <= 250);
    assertThat(IntStream.rangeClosed(1, 250))
        .allMatch(step -> ApplyRounds.next(step) != step && ApplyRounds.next(step) <= 250);
  }

  private static HostResult ended(HostOutcome outcome, ChangeView... changes) {
    @Nullable HostFailure failure =
        outcome == HostOutcome.OK ? null : new HostFailure("the connection ended", "apply again");
    return new HostResult("web1", outcome, 1, List.of(), List.of(changes), 2, failure);
  }
}
