package org.hactl.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A run of {@code hactl} on the control node that may still go on. */
public final class HactlRun {
  private final Process process;
  private final String command;
  private final StringBuffer out = new StringBuffer();
  private final StringBuffer err = new StringBuffer();
  private final Thread output;
  private final Thread errors;

  private HactlRun(Process process, String command, Consumer<String> eachLine) {
    this.process = process;
    this.command = command;
    this.output = thread(process.inputReader(), out, eachLine);
    this.errors = thread(process.errorReader(), err, eachLine);
  }

  static HactlRun of(Process process, String command, Consumer<String> eachLine) {
    HactlRun run = new HactlRun(process, command, eachLine);
    run.output.start();
    run.errors.start();
    return run;
  }

  /** Sends SIGKILL: the control node ends without a word to the hosts. */
  public void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits for the end.
   *
   * @throws LabException if it does not end within {@code timeout}; it is killed then
   */
  public ExecResult await(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new LabException(
            "'hactl %s' did not end within %d s".formatted(command, timeout.toSeconds()));
      }
      output.join();
      errors.join();
      return new ExecResult(process.exitValue(), out.toString(), err.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running hactl", e);
    }
  }

  private static Thread thread(BufferedReader from, StringBuffer all, Consumer<String> eachLine) {
    return Thread.ofVirtual().unstarted(() -> drain(from, all, eachLine));
  }

  private static void drain(BufferedReader reader, StringBuffer all, Consumer<String> eachLine) {
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        all.append(line).append('\n');
        eachLine.accept(line);
      }
    } catch (IOException e) {
      all.append("[output lost: ").append(e.getMessage()).append("]\n");
    }
  }
}
