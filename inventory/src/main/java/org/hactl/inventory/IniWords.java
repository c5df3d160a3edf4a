package org.hactl.inventory;

import java.util.ArrayList;
import java.util.List;
import org.hactl.yaml.Mark;
import org.hactl.yaml.SourceText;

/** Splits a line into words as a shell does, with quotes; {@code #} begins a comment. */
final class IniWords {
  /**
   * One word.
   *
   * @param equalsAt the index of the first {@code =} in the text; -1 if there is none
   */
  record IniWord(String text, int equalsAt, Mark at) {}

  private final String line;
  private final SourceText source;
  private final int number;
  private final boolean shell;
  private int at;

  private IniWords(String line, SourceText source, int number, boolean shell) {
    this.line = line;
    this.source = source;
    this.number = number;
    this.shell = shell;
  }

  /**
   * The words of a line of an INI file, at least one for a line that is neither blank nor a
   * comment; as Python's {@code shlex} finds them, for which a {@code #} ends a word too.
   */
  static List<IniWord> ofLine(String line, SourceText source, int number) {
    return new IniWords(line, source, number, true).words();
  }

  /**
   * The words of an argument of the command line, in which {@code #} and the backslash are text.
   */
  static List<IniWord> ofArgument(String line, SourceText source) {
    return new IniWords(line, source, 1, false).words();
  }

  private List<IniWord> words() {
    List<IniWord> words = new ArrayList<>();
    while (at < line.length() && !comment()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
        continue;
      }
      Mark mark = source.at(number, 1 + line.codePointCount(0, at));
      String text = word();
      words.add(new IniWord(text, text.indexOf('='), mark));
    }
    return words;
  }

  private boolean comment() {
    return line.charAt(at) == '#' && (shell || at == 0 || blank(at - 1));
  }

  private boolean blank(int index) {
    return Character.isWhitespace(line.charAt(index));
  }

  private String word() {
    StringBuilder text = new StringBuilder();
    while (at < line.length() && !blank(at) && !comment()) {
      char c = line.charAt(at++);
      if (c == '"' || c == '\'') {
        quoted(c, text);
      } else if (c == '\\' && shell) {
        if (at == line.length()) {
          throw new IllegalArgumentException("nothing follows the backslash");
        }
        text.append(line.charAt(at++));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** In double quotes a backslash quotes itself and a quote; in single quotes it is text. */
  private void quoted(char quote, StringBuilder text) {
    while (at < line.length() && line.charAt(at) != quote) {
      char c = line.charAt(at++);
      if (c == '\\'
          && shell
          && quote == '"'
          && at < line.length()
          && "\"\\".indexOf(line.charAt(at)) >= 0) {
        c = line.charAt(at++);
      }
      text.append(c);
    }
    if (at == line.length()) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    at++;
  }
}
