package org.hactl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Distinguishes a restart of the agent from a start of the system. */
final class BootMarker {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private BootMarker() {}

  /** Whether this is the first agent since the system started. Records that this agent has run. */
  static boolean isFirstSinceBoot(Path marker) throws IOException {
    String now = Files.readString(BOOT_ID);
    try {
      if (Files.readString(marker).equals(now)) {
        return false;
      }
    } catch (NoSuchFileException e) {
      // The marker is in memory, so a reboot removes it.
    }
    Files.writeString(marker, now);
    return true;
  }
}
