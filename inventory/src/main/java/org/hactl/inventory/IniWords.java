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
   * @param quoted whether any part of it was in quotes
   */
  record IniWord(String text, int equalsAt, boolean quoted, Mark at) {}

  private IniWords() {}

  /** The words of a line, at least one for a line that is neither blank nor a comment. */
  static List<IniWord> of(String line, SourceText source, int number) {
    List<IniWord> words = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      if (Character.isWhitespace(line.charAt(i))) {
        i++;
        continue;
      }
      if (line.charAt(i) == '#') {
        break;
      }
      int start = i;
      StringBuilder text = new StringBuilder();
      boolean quoted = false;
      while (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
        char c = line.charAt(i);
        if (c == '"' || c == '\'') {
          int close = line.indexOf(c, i + 1);
          if (close < 0) {
            throw new IllegalArgumentException("a quote is not closed");
          }
          text.append(line, i + 1, close);
          quoted = true;
          i = close + 1;
        } else {
          text.append(c);
          i++;
        }
      }
      Mark at = source.at(number, 1 + line.codePointCount(0, start));
      words.add(new IniWord(text.toString(), text.indexOf("="), quoted, at));
    }
    return words;
  }

  /** The text up to a {@code #} that follows a blank and is not quoted. */
  static String withoutComment(String text) {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
        return text.substring(0, i);
      }
    }
    return text;
  }
}
