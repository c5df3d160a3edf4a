package org.hactl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tells a restart of the agent from a start of the system. */
final class BootMarker {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private BootMarker() {}

  /** Whether no agent has run since the system started; from now on one has. */
  static boolean isFirstSinceBoot(Path marker) throws IOException {
    String now = Files.readString(BOOT_ID);
    try {
      if (Files.readString(marker).equals(now)) {
        return false;
      }
    } catch (NoSuchFileException e) {
      // Gone with the memory it was in.
    }
    Files.writeString(marker, now);
    return true;
  }
}
