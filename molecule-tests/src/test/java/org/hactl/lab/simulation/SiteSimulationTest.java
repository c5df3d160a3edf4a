package org.hactl.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The whole of hactl on random sites with faults; {@code -Dsite.seeds=100000} runs for a night. A
 * failure names its seed N and tells its story; {@code -Dsite.seed=N} plays it again.
 */
class SiteSimulationTest extends SimulationOfSites {
  /** As many as the ordinary run has time for. */
  private static final long SEEDS = Long.getLong("site.seeds", 2_000);

  @Test
  void aSiteKeepsItsPromises() {
    Long only = Long.getLong("site.seed");
    LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
    // One after another: two simulations would contend for the monitors of the JDK, such as those
    // of loading classes.
    List<Long> failed =
        seeds
            .filter(seed -> new SiteSimulation(seed, Parts.SOUND, image(), false).run() != null)
            .boxed()
            .toList();
    assertThat(failed).as(() -> story(failed.getFirst())).isEmpty();
  }

  @Test
  void equalSeedsGiveEqualRuns() {
    for (long seed = 0; seed < 10; seed++) {
      SiteSimulation one = new SiteSimulation(seed, Parts.SOUND, image(), false);
      SiteSimulation other = new SiteSimulation(seed, Parts.SOUND, image(), true);
      assertThat(one.run()).isEqualTo(other.run());
      assertThat(one.trace()).as("seed %d", seed).isEqualTo(other.trace());
    }
  }

  /** What happened in a seed, from a second run of it. */
  private static String story(long seed) {
    SiteSimulation again = new SiteSimulation(seed, Parts.SOUND, image(), true);
    String violation = again.run();
    return "seed %d%n%s%n%s".formatted(seed, String.join("\n", again.story()), violation);
  }
}
