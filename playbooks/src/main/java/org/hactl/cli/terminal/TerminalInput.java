package org.hactl.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** The terminal on which an operator can answer a question. */
public final class TerminalInput {
  private TerminalInput() {}

  public static boolean isThere() {
    return terminal().isPresent();
  }

  /**
   * Asks a question, and returns the line that the operator typed.
   *
   * @return empty if there is no terminal, or it was closed
   */
  public static Optional<String> answer(String format, Object... values) {
    return terminal().map(console -> console.readLine(format, values));
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
