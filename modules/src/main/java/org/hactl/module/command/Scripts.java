package org.hactl.module.command;

import org.hactl.module.ModuleException;

/** Runs scripts. Safe for use from several threads. */
@FunctionalInterface
public interface Scripts {
  /**
   * Runs a script to its end. An exit status other than 0 is a result, not an exception. It blocks,
   * so it must not be called on a virtual thread; an interrupt ends the script as its timeout
   * would.
   *
   * @throws ModuleException if it cannot be started, or is refused
   */
  ScriptResult run(Script script) throws ModuleException, InterruptedException;
}
