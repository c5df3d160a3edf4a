package org.hactl.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of hactl on random sites with faults; {@code -Dsite.seeds=100000} runs for a night. A
 * failure names its seed N and tells its story; {@code -Dsite.seed=N} plays it again.
 */
class SiteSimulationTest {
  private static final long SEEDS = Long.getLong("site.seeds", 2_000);
  private static final Logger LOGS = Logger.getLogger("org.hactl");

  @TempDir static Path folder;
  private static SimImages image;

  @BeforeAll
  static void quiet() {
    LOGS.setLevel(Level.OFF);
    image = SimImages.in(folder);
  }

  @AfterAll
  static void loud() {
    LOGS.setLevel(null);
  }

  @Test
  void aSiteKeepsItsPromises() {
    Long only = Long.getLong("site.seed");
    long first = only == null ? 0 : only;
    Queue<Long> failed = new ConcurrentLinkedQueue<>();
    LongStream.range(first, only == null ? SEEDS : first + 1)
        .parallel()
        .forEach(seed -> {
          if (new SiteSimulation(seed, Parts.SOUND, image, false).run() != null) {
            failed.add(seed);
          }
        });
    assertThat(failed).as(() -> story(failed.element(), Parts.SOUND)).isEmpty();
  }

  @Test
  void equalSeedsGiveEqualRuns() {
    for (long seed = 0; seed < 20; seed++) {
      SiteSimulation one = new SiteSimulation(seed, Parts.SOUND, image, false);
      SiteSimulation other = new SiteSimulation(seed, Parts.SOUND, image, true);
      assertThat(one.run()).isEqualTo(other.run());
      assertThat(one.trace()).as("seed %d", seed).isEqualTo(other.trace());
    }
  }

  private static String story(long seed, Parts parts) {
    SiteSimulation again = new SiteSimulation(seed, parts, image, true);
    String violation = again.run();
    return "seed %d%n%s%n%s".formatted(seed, String.join("\n", again.story()), violation);
  }
}
