package org.hactl.cli;

import java.io.Console;

/**
 * What standard output can show.
 *
 * @param terminal whether it is a terminal, on which lines can be rewritten
 */
record TerminalOutput(boolean terminal, boolean colours) {
  static TerminalOutput ofThisProcess() {
    Console console = System.console();
    boolean terminal =
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    String noColour = System.getenv("NO_COLOR");
    return new TerminalOutput(terminal, terminal && (noColour == null || noColour.isEmpty()));
  }
}
