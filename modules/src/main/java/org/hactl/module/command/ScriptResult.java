package org.hactl.module.command;

import java.time.Duration;

/**
 * How a script ended.
 *
 * @param exit its exit status; 128 plus the signal if a signal ended it
 * @param timedOut whether it was ended by its timeout
 * @param lastLine the last line that is not blank on either output; empty if there is none
 */
public record ScriptResult(int exit, boolean timedOut, String lastLine, Duration took) {
  public boolean ok() {
    return exit == 0 && !timedOut;
  }

  /** In one line: {@code exit 1: no route to host}. */
  public String text() {
    String how =
        timedOut ? "ended after " + took.toMillis() + " ms by its timeout" : "exit " + exit;
    return lastLine.isEmpty() ? how : how + ": " + lastLine;
  }
}
