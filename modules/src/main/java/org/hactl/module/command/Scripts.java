package org.hactl.module.command;

import org.hactl.module.ModuleException;

/** Runs scripts. Safe for use from several threads. */
@FunctionalInterface
public interface Scripts {
  /**
   * Runs a script and waits for its end. An exit status other than 0 is a result, not an exception.
   * This method blocks, so do not call it on a virtual thread. An interrupt ends the script as a
   * timeout does.
   *
   * @throws ModuleException if the script cannot be started, or is refused
   */
  ScriptResult run(ScriptCommand script) throws ModuleException, InterruptedException;
}
