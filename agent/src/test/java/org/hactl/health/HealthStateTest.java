package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.junit.jupiter.api.Test;

class HealthStateTest {
  private static final Timing TIMING = new Timing(1000, 1000, 2, 3);

  @Test
  void oneSuccessAtTheStartIsEnough() {
    assertThat(after("+")).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(after("--+")).isEqualTo(RealServerHealth.HEALTHY);
  }

  @Test
  void failuresAtTheStartCountAsLaterOnes() {
    assertThat(after("--")).isEqualTo(RealServerHealth.UNKNOWN);
    assertThat(after("---")).isEqualTo(RealServerHealth.UNHEALTHY);
  }

  @Test
  void fallsAfterFailuresInARow() {
    assertThat(after("+--+--")).isEqualTo(RealServerHealth.HEALTHY);
    assertThat(after("+---")).isEqualTo(RealServerHealth.UNHEALTHY);
  }

  @Test
  void risesAfterSuccessesInARow() {
    assertThat(after("---+-+")).isEqualTo(RealServerHealth.UNHEALTHY);
    assertThat(after("---++")).isEqualTo(RealServerHealth.HEALTHY);
  }

  @Test
  void sinceIsTheTimeOfTheLastChange() {
    HealthState state = HealthState.unknown(10).step(true, TIMING, 20).step(true, TIMING, 30);
    assertThat(state.sinceMillis()).isEqualTo(20);
    assertThat(state.step(false, TIMING, 40).step(true, TIMING, 50).sinceMillis()).isEqualTo(20);
  }

  @Test
  void anUncheckedServerStaysSo() {
    HealthState state = new HealthState(RealServerHealth.UNCHECKED, 0, 5);
    assertThat(state.step(false, TIMING, 9)).isEqualTo(state);
  }

  /** Compares with the same rule written in another way: look at the last results. */
  @Test
  void anyHistoryFollowsTheRule() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Timing timing = new Timing(1, 1, 1 + random.nextInt(4), 1 + random.nextInt(4));
      HealthState state = HealthState.unknown(0);
      StringBuilder history = new StringBuilder();
      RealServerHealth expected = RealServerHealth.UNKNOWN;
      for (int n = 0; n < 40; n++) {
        boolean success = random.nextBoolean();
        history.append(success ? '+' : '-');
        state = state.step(success, timing, n);
        if (history.toString().endsWith("-".repeat(timing.fall()))) {
          expected = RealServerHealth.UNHEALTHY;
        } else if ((expected == RealServerHealth.UNKNOWN && success)
            || history.toString().endsWith("+".repeat(timing.rise()))) {
          expected = RealServerHealth.HEALTHY;
        }
        assertThat(state.health()).as("seed %d, %s, %s", seed, timing, history).isEqualTo(expected);
      }
    }
  }

  private static RealServerHealth after(String tries) {
    HealthState state = HealthState.unknown(0);
    for (int n = 0; n < tries.length(); n++) {
      state = state.step(tries.charAt(n) == '+', TIMING, 1);
    }
    return state.health();
  }

  @Test
  void aServerThatChangesTooOftenIsHeldDown() {
    Timing timing = new Timing(1_000, 1_000, 1, 1, new CheckSpec.Flapping(3, 100));
    HealthState state = HealthState.unknown(0).step(true, timing, 10);
    state = state.step(false, timing, 20).step(true, timing, 30).step(false, timing, 40);
    assertThat(state.changedMillis()).containsExactly(20L, 30L, 40L);
    assertThat(state.heldMillis(timing, 40)).isEqualTo(80);

    state = state.step(true, timing, 50);
    assertThat(state.health()).isEqualTo(RealServerHealth.UNHEALTHY);
    assertThat(state.step(true, timing, 119).health()).isEqualTo(RealServerHealth.UNHEALTHY);
    state = state.step(true, timing, 120);
    assertThat(state.health()).as("two changes are left").isEqualTo(RealServerHealth.HEALTHY);
    assertThat(state.changedMillis()).containsExactly(30L, 40L, 120L);
    assertThat(state.heldMillis(timing, 120)).isZero();
  }

  @Test
  void aServerThatIsHeldDownHasToRiseWhenItIsTrustedAgain() {
    Timing timing = new Timing(1_000, 1_000, 2, 1, new CheckSpec.Flapping(1, 100));
    HealthState state = HealthState.unknown(0).step(true, timing, 10).step(false, timing, 20);
    state = state.step(true, timing, 30).step(true, timing, 40).step(false, timing, 50);
    assertThat(state.run()).isZero();
    state = state.step(true, timing, 130);
    assertThat(state.health()).isEqualTo(RealServerHealth.UNHEALTHY);
    assertThat(state.step(true, timing, 140).health()).isEqualTo(RealServerHealth.HEALTHY);
  }
}
