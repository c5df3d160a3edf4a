package org.hactl.module.command;

import java.time.Duration;

/**
 * How a script ended.
 *
 * @param exit its exit status; 128 plus the signal where one ended it
 * @param timedOut whether it was ended because its time was up
 * @param lastLine the last line it printed, on either output, that says anything; empty where none
 *     does
 */
public record ScriptResult(int exit, boolean timedOut, String lastLine, Duration took) {
  public boolean ok() {
    return exit == 0 && !timedOut;
  }

  /** In one line: {@code exit 1: no route to host}. */
  public String text() {
    String how =
        timedOut ? "ended after " + took.toMillis() + " ms, its time was up" : "exit " + exit;
    return lastLine.isEmpty() ? how : how + ": " + lastLine;
  }
}
