package org.hactl.cli.terminal;

import java.io.Console;

/**
 * What standard output can show.
 *
 * @param terminal whether it is a terminal, on which lines can be rewritten
 */
public record TerminalOutput(boolean terminal, boolean colours) {
  public static TerminalOutput ofThisProcess() {
    Console console = System.console();
    boolean terminal =
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    String noColour = System.getenv("NO_COLOR");
    return new TerminalOutput(terminal, terminal && (noColour == null || noColour.isEmpty()));
  }
}
