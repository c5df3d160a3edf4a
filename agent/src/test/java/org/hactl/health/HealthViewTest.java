package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HealthViewTest {
  @Test
  void theWeightOfTheCheckIsMultipliedWithTheSites() {
    assertThat(new HealthView(RealServerHealth.HEALTHY, 0, "").weight(7)).isEqualTo(7);
    assertThat(weighing(37).weight(100)).isEqualTo(37);
    assertThat(weighing(200).weight(3)).isEqualTo(6);
    assertThat(weighing(0).weight(100)).isZero();
    assertThat(weighing(37).weight(0)).isZero();
    assertThat(weighing(1).weight(1)).as("a part is never nothing").isEqualTo(1);
    assertThat(weighing(6_553_500).weight(65_535)).isEqualTo(65_535);
  }

  private static HealthView weighing(int percent) {
    return new HealthView(RealServerHealth.HEALTHY, 0, "", percent, List.of());
  }
}
