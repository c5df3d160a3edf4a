package org.hactl.module.command;

import org.hactl.module.ModuleException;

/** Runs scripts. Safe for use from several threads. */
@FunctionalInterface
public interface Scripts {
  /**
   * Runs to the end. An exit status that is not 0 is a result, no exception. Blocks, so not for a
   * virtual thread; an interrupt ends the script as its timeout would.
   *
   * @throws ModuleException where it cannot be started, or is refused
   */
  ScriptResult run(Script script) throws ModuleException, InterruptedException;
}
