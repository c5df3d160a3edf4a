package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class FightLimiterTest {
  private static final long SECOND = 1_000_000_000;
  private static final ResourceId VIP = new ResourceId("address", "eth0 192.168.0.254/24");

  private final FightLimiter fights =
      new FightLimiter(3, Duration.ofSeconds(60), Duration.ofSeconds(30));

  @Test
  void aFightIsTheGivenNumberOfCorrectionsWithinTheWindow() {
    fights.corrected(VIP, 0);
    fights.corrected(VIP, 59 * SECOND);
    fights.corrected(VIP, 61 * SECOND);
    assertThat(fights.pause(VIP, 61 * SECOND)).as("two within a minute").isEmpty();
    fights.corrected(VIP, 62 * SECOND);
    assertThat(fights.pause(VIP, 72 * SECOND)).contains(Duration.ofSeconds(20));
    assertThat(fights.pause(VIP, 92 * SECOND)).isEmpty();
  }

  @Test
  void afterAFightItCountsAnew() {
    for (int i = 0; i < 3; i++) {
      fights.corrected(VIP, i);
    }
    fights.corrected(VIP, 31 * SECOND);
    fights.corrected(VIP, 31 * SECOND);
    assertThat(fights.pause(VIP, 31 * SECOND)).isEmpty();
    fights.corrected(VIP, 31 * SECOND);
    assertThat(fights.pause(VIP, 31 * SECOND)).contains(Duration.ofSeconds(30));
  }

  @Test
  void aResourceIsUncontestedAfterAWindowWithoutACorrection() {
    for (int i = 0; i < 3; i++) {
      fights.corrected(VIP, i);
    }
    assertThat(fights.isContested(VIP, 89 * SECOND)).isTrue();
    fights.corrected(VIP, 80 * SECOND);
    assertThat(fights.isContested(VIP, 139 * SECOND)).isTrue();
    assertThat(fights.isContested(VIP, 141 * SECOND)).isFalse();
  }

  @Test
  void oldCorrectionsAreForgotten() {
    for (int i = 0; i < 1_000; i++) {
      fights.corrected(new ResourceId("file", "/tmp/" + i), i);
    }
    for (int i = 0; i < 3; i++) {
      fights.corrected(VIP, SECOND);
    }
    fights.corrected(new ResourceId("file", "/tmp/0"), 60 * SECOND);
    assertThat(fights.size()).isEqualTo(1_000);
    fights.corrected(new ResourceId("file", "/tmp/new"), 62 * SECOND);
    assertThat(fights.size()).as("only the corrections of the last minute count").isEqualTo(2);
  }
}
