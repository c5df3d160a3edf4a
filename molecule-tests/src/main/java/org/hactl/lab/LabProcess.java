package org.hactl.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A long-lived process in a lab's host. */
public final class LabProcess {
  private final Process process;
  private final Path log;

  LabProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Process id on this machine. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it wrote so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new LabException("cannot read the log " + log, e);
    }
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Sends a signal by its name, for example {@code HUP}. */
  void signal(String name) {
    LocalProgram.of("kill", "-s", name, Long.toString(pid())).check("sending SIG" + name);
  }

  /**
   * Waits for the process to end and returns its exit status.
   *
   * @throws LabException if it still runs after {@code timeout}
   */
  public int await(Duration timeout) {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for process " + pid(), e);
    }
    throw new LabException(
        "process %d still runs after %d s; its log: %s".formatted(pid(), timeout.toSeconds(), log));
  }
}
