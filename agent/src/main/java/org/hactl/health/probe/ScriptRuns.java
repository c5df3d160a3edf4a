package org.hactl.health.probe;

import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hactl.health.wire.Deadline;
import org.hactl.module.ModuleException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;

/**
 * Runs the scripts of checks, at most {@value #MAX_AT_A_TIME} at a time, each on a platform thread
 * of its own, because waiting for it blocks.
 */
public final class ScriptRuns {
  static final int MAX_AT_A_TIME = 16;

  private final Scripts scripts;
  private final Semaphore free = new Semaphore(MAX_AT_A_TIME, true);

  public ScriptRuns(Scripts scripts) {
    this.scripts = scripts;
  }

  /**
   * Runs a script to its end.
   *
   * @throws ModuleException if it cannot be run, also because too many others run
   * @throws SocketTimeoutException if it has not ended by the deadline; it is being killed
   */
  ScriptResult run(ScriptCommand script, Deadline deadline)
      throws ModuleException, SocketTimeoutException, InterruptedException {
    if (!free.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
      throw new ModuleException(
          MAX_AT_A_TIME
              + " other scripts have not ended; give them more time or a longer interval");
    }
    CompletableFuture<ScriptResult> end = new CompletableFuture<>();
    Thread thread;
    try {
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("check " + script.argv().getFirst())
              .start(() -> run(script, end));
    } catch (OutOfMemoryError e) {
      free.release();
      throw new ModuleException("no thread for " + script.text(), e);
    }
    try {
      return end.get(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no time left");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ModuleException why
          ? why
          : new ModuleException("cannot run " + script.text() + ": " + e.getCause(), e);
    }
  }

  private void run(ScriptCommand script, CompletableFuture<ScriptResult> end) {
    try {
      end.complete(scripts.run(script));
    } catch (ModuleException | RuntimeException | InterruptedException | OutOfMemoryError e) {
      end.completeExceptionally(e);
    } finally {
      free.release();
    }
  }
}
