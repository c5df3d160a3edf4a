package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.RealServerHealth.HEALTHY;
import static org.hactl.health.RealServerHealth.UNHEALTHY;
import static org.hactl.health.RealServerHealth.UNKNOWN;

import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.junit.jupiter.api.Test;

class CombinedHealthTest {
  private static final CheckSpec ONE = new CheckSpec.Tcp(null, new Timing(1_000, 1_000, 1, 1));
  private static final CheckSpec BOTH = new CheckSpec.All(List.of(ONE, ONE));
  private static final CheckSpec EITHER = new CheckSpec.Any(List.of(ONE, ONE));

  @Test
  void allMustHold() {
    assertThat(of(BOTH, HEALTHY, HEALTHY)).isEqualTo(HEALTHY);
    assertThat(of(BOTH, HEALTHY, UNHEALTHY)).isEqualTo(UNHEALTHY);
    assertThat(of(BOTH, UNKNOWN, UNHEALTHY)).isEqualTo(UNHEALTHY);
    assertThat(of(BOTH, UNKNOWN, HEALTHY)).isEqualTo(UNKNOWN);
  }

  @Test
  void oneIsEnough() {
    assertThat(of(EITHER, UNHEALTHY, UNHEALTHY)).isEqualTo(UNHEALTHY);
    assertThat(of(EITHER, HEALTHY, UNHEALTHY)).isEqualTo(HEALTHY);
    assertThat(of(EITHER, UNKNOWN, HEALTHY)).isEqualTo(HEALTHY);
    assertThat(of(EITHER, UNKNOWN, UNHEALTHY)).isEqualTo(UNKNOWN);
  }

  @Test
  void oneOfManyIsOneOfAll() {
    CheckSpec check = new CheckSpec.All(List.of(EITHER, ONE));
    assertThat(check.parts()).hasSize(3);
    assertThat(of(check, HEALTHY, UNHEALTHY, HEALTHY)).isEqualTo(HEALTHY);
    assertThat(of(check, HEALTHY, HEALTHY, UNHEALTHY)).isEqualTo(UNHEALTHY);
    assertThat(of(check, UNHEALTHY, UNHEALTHY, HEALTHY)).isEqualTo(UNHEALTHY);
  }

  private static RealServerHealth of(CheckSpec check, RealServerHealth... parts) {
    return CombinedHealth.of(check, List.of(parts));
  }
}
