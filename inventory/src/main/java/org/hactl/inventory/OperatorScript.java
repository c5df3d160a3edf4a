package org.hactl.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program of the operator that prints something for hactl. What it writes to standard error goes
 * to hactl's.
 *
 * @param asks whether it may ask on the terminal: it has hactl's standard input then
 * @param maxBytes of its output
 * @param maxSeconds until its end
 */
record OperatorScript(Path file, boolean asks, int maxBytes, int maxSeconds) {
  /** How it ended, and what it had printed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
  record Printed(int status, byte[] output) {
    @Override
    public String toString() {
      return "status " + status;
    }
  }

  /**
   * Runs it.
   *
   * @throws IOException if it cannot be started, prints too much, or takes too long; it has been
   *     killed then
   */
  Printed run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(file.toAbsolutePath().toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process =
        (asks ? builder.redirectInput(ProcessBuilder.Redirect.INHERIT) : builder).start();
    AtomicBoolean late = new AtomicBoolean();
    Thread limit = Thread.ofVirtual().start(() -> endInTime(process, late));
    try (InputStream out = process.getInputStream()) {
      if (!asks) {
        process.getOutputStream().close();
      }
      byte[] printed = out.readNBytes(maxBytes + 1);
      if (printed.length > maxBytes) {
        throw new IOException("it prints more than " + (maxBytes >> 10) + " KiB, the limit");
      }
      int status = process.waitFor();
      if (late.get()) {
        throw new IOException("it takes longer than " + maxSeconds + " s");
      }
      return new Printed(status, printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it ran", e);
    } finally {
      limit.interrupt();
      kill(process);
    }
  }

  /** A read of its output ends only when all have ended that can write to it. */
  private void endInTime(Process process, AtomicBoolean late) {
    try {
      if (!process.waitFor(maxSeconds, TimeUnit.SECONDS)) {
        late.set(true);
        kill(process);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
