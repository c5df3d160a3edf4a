package org.hactl.health.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;

/**
 * Reads the weight of a real server from a file of this host: 0 for no new connections, less for
 * down. A file that has no number decides nothing.
 */
record FileChecker(Path path) implements Checker {
  private static final int MAX_BYTES = 64;

  /** IPVS has no greater weight. */
  private static final int MAX_WEIGHT = 65_535;

  @Override
  public CheckResult check(Deadline deadline) {
    // Reading a pipe could wait for ever.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return CheckResult.notTried(path + " is not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII).strip();
      int weight = Integer.parseInt(text);
      return weight < 0
          ? CheckResult.failure(path + " says " + weight)
          : CheckResult.weighing(
              path + " says weight " + weight, Math.min(weight, MAX_WEIGHT) * 100);
    } catch (NoSuchFileException _) {
      return CheckResult.notTried("there is no " + path);
    } catch (IOException e) {
      return CheckResult.notTried("cannot read " + path + ": " + e.getMessage());
    } catch (NumberFormatException e) {
      return CheckResult.notTried(
          path
              + " has no whole number: "
              + MalformedAnswer.printable(String.valueOf(e.getMessage())));
    }
  }
}
