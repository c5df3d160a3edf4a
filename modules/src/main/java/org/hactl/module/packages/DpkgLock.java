package org.hactl.module.packages;

import java.time.Duration;
import java.util.function.Consumer;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/**
 * Repeats a command that fails because another package manager holds a lock. (apt-get itself waits
 * only for the lock of dpkg, not for the lock of the package lists.)
 */
final class DpkgLock {
  static final Duration MAX_WAIT = Duration.ofMinutes(3);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

  private final CommandRunner runner;
  private final Pause pause;

  DpkgLock(CommandRunner runner, Pause pause) {
    this.runner = runner;
    this.pause = pause;
  }

  CommandResult run(Command command, Consumer<String> progress) throws ModuleException {
    long tries = MAX_WAIT.dividedBy(RETRY_INTERVAL);
    for (long n = 1; ; n++) {
      CommandResult result = runner.run(command, AptOutput.shownLines(progress));
      if (result.ok() || n >= tries || !isLocked(result)) {
        return result;
      }
      if (n == 1) {
        progress.accept("waiting for another package manager to finish");
      }
      try {
        pause.pause(RETRY_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return result;
      }
    }
  }

  static boolean isLocked(CommandResult result) {
    return result
        .lines()
        .anyMatch(line ->
            line.contains("Could not get lock")
                || line.contains("Unable to acquire the dpkg frontend lock")
                || line.contains("Unable to lock")
                || line.contains("was locked by another process"));
  }
}
