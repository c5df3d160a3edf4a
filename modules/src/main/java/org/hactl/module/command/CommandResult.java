package org.hactl.module.command;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a program ended.
 *
 * @param exit its exit status; 128 plus the signal if a signal ended it
 * @param timedOut whether it was ended by its timeout
 */
public record CommandResult(int exit, List<String> out, List<String> err, boolean timedOut) {
  public CommandResult {
    out = List.copyOf(out);
    err = List.copyOf(err);
  }

  public boolean ok() {
    return exit == 0 && !timedOut;
  }

  /** Both outputs, standard output first. */
  public Stream<String> lines() {
    return Stream.concat(out.stream(), err.stream());
  }

  /**
   * The last lines that are not blank, joined into one line for a message; standard error comes
   * last.
   */
  public String tail(int count) {
    List<String> said = lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String text = String.join(" | ", said.subList(Math.max(0, said.size() - count), said.size()));
    if (timedOut) {
      return text.isEmpty() ? "(timed out, no output)" : "(timed out) " + text;
    }
    return text.isEmpty() ? "(exit " + exit + ", no output)" : text;
  }
}
