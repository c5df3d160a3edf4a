package org.hactl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * What came of a take-over, for the script that started it: the file {@code takeover.result} in the
 * run folder has the word and, after a space, the reason.
 */
enum TakeoverResult {
  /** This process is the agent. */
  TAKEN,
  /** The other agent may not hand over now. */
  REFUSED,
  /** No agent listens that could hand over. */
  ABSENT,
  /** This process did not get ready; the other agent goes on. */
  FAILED;

  void write(Path runFolder, String why) throws IOException {
    Path fresh = runFolder.resolve("takeover.result.new");
    Files.writeString(fresh, (name().toLowerCase(Locale.ROOT) + " " + why).strip() + "\n");
    Files.move(fresh, runFolder.resolve("takeover.result"), StandardCopyOption.ATOMIC_MOVE);
  }
}
