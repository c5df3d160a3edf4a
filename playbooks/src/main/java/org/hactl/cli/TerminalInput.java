package org.hactl.cli;

import java.io.Console;

/** Whether an operator can answer a question. */
final class TerminalInput {
  private TerminalInput() {}

  static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
