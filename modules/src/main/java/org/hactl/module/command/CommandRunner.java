package org.hactl.module.command;

import java.util.function.Consumer;
import org.hactl.module.ModuleException;

/** Runs programs. Safe for use from several threads. */
public interface CommandRunner {
  /**
   * Runs a command and waits for its end. An exit status other than 0 is a result, not an
   * exception.
   *
   * @param lines called with each line of either output as it comes
   * @throws ModuleException if the program cannot be started
   */
  CommandResult run(Command command, Consumer<String> lines) throws ModuleException;

  default CommandResult run(Command command) throws ModuleException {
    return run(command, line -> {});
  }

  default CommandResult run(String... argv) throws ModuleException {
    return run(Command.of(argv));
  }
}
