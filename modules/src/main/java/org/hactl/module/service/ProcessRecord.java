package org.hactl.module.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process, identified so that a later one with the same number is not mistaken for it.
 *
 * @param bootId the id of the boot in which the process started
 * @param startTicks when the process started, in clock ticks since boot (proc(5), field 22 of stat)
 */
record ProcessRecord(String bootId, long pid, long startTicks) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * Reads a file with a boot id and a line of {@code /proc/PID/stat}; empty if the file has another
   * form.
   */
  static Optional<ProcessRecord> read(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.size() == 2 ? parse(lines.get(0), lines.get(1)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static Optional<ProcessRecord> parse(String bootId, String stat) {
    // The command's name is in parentheses and may contain parentheses and spaces.
    int bracket = stat.lastIndexOf(')');
    int space = stat.indexOf(' ');
    if (bracket < 0 || space < 0) {
      return Optional.empty();
    }
    String[] rest = stat.substring(bracket + 1).strip().split(" ", -1);
    try {
      return rest.length < 20
          ? Optional.empty()
          : Optional.of(
              new ProcessRecord(
                  bootId, Long.parseLong(stat.substring(0, space)), Long.parseLong(rest[19])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether this process still runs. A zombie does not. */
  boolean isAlive() {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String state = stat.substring(stat.lastIndexOf(')') + 1).strip();
      return !state.startsWith("Z")
          && !state.startsWith("X")
          && parse(Files.readString(BOOT_ID).strip(), stat).equals(Optional.of(this));
    } catch (IOException e) {
      return false;
    }
  }
}
