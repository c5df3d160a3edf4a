package org.hactl.module.command;

import java.util.function.Consumer;
import org.hactl.module.ModuleException;

/** Runs programs. Safe for use from several threads. */
public interface CommandRunner {
  /**
   * Runs to the end. An exit status that is not 0 is a result, no exception.
   *
   * @param lines is told each line of either output as it comes
   * @throws ModuleException where the program cannot be started at all
   */
  CommandResult run(Command command, Consumer<String> lines) throws ModuleException;

  default CommandResult run(Command command) throws ModuleException {
    return run(command, line -> {});
  }

  default CommandResult run(String... argv) throws ModuleException {
    return run(Command.of(argv));
  }
}
