package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.track.TrackSources.FileReading;
import org.junit.jupiter.api.Test;

/** Tracked files: the number that a file holds moves the priority. */
class FileTrackerTest extends TestTracking {
  @Test
  void aNumberInAFileMovesThePriority() {
    track(new TrackerSpec.File("load", "/run/load", null), new TrackSpec("load", 2));
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(world.files).as("no file is created").isEmpty();
    world.write("/run/load", "-5\n");
    world.write("/run/load", "");
    assertThat(told()).containsExactly("VI_1 -10");
    world.write("/run/load", " 7 ");
    world.write("/run/load", "9999");
    assertThat(status().value()).isEqualTo("254");
    world.write("/run/load", "-9999");
    assertThat(told())
        .containsExactly("VI_1 14", "VI_1 508", "VI_1 0 fault: load: it holds -254 since 00:00:00");
    world.put("/run/load", new FileReading.Missing());
    assertThat(told()).containsExactly("VI_1 0");
    world.write("/run/load", "seven");
    assertThat(told())
        .containsExactly("VI_1 0 fault: load: it holds no whole number since 00:00:00");
    world.put("/run/load", new FileReading.Unreadable("AccessDenied"));
    assertThat(status().detail()).isEqualTo("AccessDenied");
  }

  @Test
  void createsAMissingFileIfTheSiteSaysSo() {
    track(new TrackerSpec.File("load", "/run/load", 3), new TrackSpec("load", 1));
    assertThat(told()).containsExactly("VI_1 3");
    assertThat(world.files.get(Path.of("/run/load"))).isEqualTo(new FileReading.Content("3\n"));
    track(new TrackerSpec.File("load", "/readonly/load", 4), new TrackSpec("load", 1));
    assertThat(told()).containsExactly("VI_1 4");
    assertThat(status().detail()).isEqualTo("it cannot be made: Read-only file system");
    assertThat(world.isWatched("/run/load")).isFalse();
  }

  @Test
  void aNumberOfAnyLengthIsANumber() {
    track(new TrackerSpec.File("load", "/run/load", null), new TrackSpec("load", 1));
    world.write("/run/load", "3000000000");
    assertThat(status().value()).isEqualTo("254");
    world.write("/run/load", "+17");
    assertThat(status().value()).isEqualTo("17");
    world.write("/run/load", "-99999999999999999999");
    assertThat(status().value()).isEqualTo("-254");
  }

  @Test
  void aFileThatCannotBeWatchedIsReadEverySecond() {
    track(new TrackerSpec.File("load", "/full/load", null), new TrackSpec("load", 1));
    assertThat(told()).containsExactly("VI_1 0");
    assertThat(status().detail())
        .isEqualTo(
            "it does not exist (it is read every second: watch folder /full: No space left on"
                + " device (ENOSPC))");
    world.write("/full/load", "7");
    loop.pass(1_000);
    assertThat(told()).containsExactly("VI_1 7");
  }
}
