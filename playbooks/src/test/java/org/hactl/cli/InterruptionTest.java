package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  @Test
  void agentsMayHaveBeenReplacedBeforeAnyHostGotANewState() {
    assertThat(Interruption.text(Interrupted.UNCHANGED, ZoneOffset.UTC))
        .isEqualTo("\nhactl: interrupted; no host got a new state\n");
  }

  @Test
  void aHostThatGoesOnWaitingIsNamedWithBothWays() {
    Standing waits = new Standing(Standing.Kind.WAITS, 37_951_000);
    assertThat(Interruption.text(new Interrupted(Map.of("web1", waits), List.of()), ZoneOffset.UTC))
        .contains("  web1  waits for confirmation until 10:32:31\n")
        .endsWith("    next: hactl confirm keeps what waits; hactl rollback --pending undoes it\n");
  }

  @Test
  void aHostThatGoesBackIsNamedWithItsTimeAndTheWayToDoItNow() {
    Standing goesBack = new Standing(Standing.Kind.GOES_BACK, 37_951_000);
    assertThat(
            Interruption.text(
                new Interrupted(Map.of("web1", goesBack), List.of("lvs2 still drains web1")),
                ZoneOffset.UTC))
        .contains("  web1  goes back by itself at 10:32:31\n  lvs2 still drains web1\n")
        .endsWith("    next: wait for that, or do it now: hactl rollback --pending\n");
  }
}
