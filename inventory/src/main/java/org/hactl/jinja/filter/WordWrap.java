package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Values;

/** Python's {@code textwrap.wrap} for each line of a text. */
final class WordWrap {
  private static final String PUNCTUATION = "[\\w!\"'&.,?]";
  private static final String LETTER = "[^\\d\\W]";
  private static final String SPACE = "[\\t\\n\\x0B\\f\\r ]";

  /** White space, a dash between words, or a word up to a hyphen or its end. */
  private static final Pattern CHUNK =
      Pattern.compile(
          SPACE
              + "+|(?<="
              + PUNCTUATION
              + ")-{2,}(?=\\w)|[^\\t\\n\\x0B\\f\\r ]+?(?:-(?:(?<="
              + LETTER
              + "{2}-)|(?<="
              + LETTER
              + "-"
              + PUNCTUATION
              + "-))(?="
              + LETTER
              + "-?"
              + LETTER
              + ")|(?="
              + SPACE
              + "|\\z)|(?<="
              + PUNCTUATION
              + ")(?=-{2,}\\w))",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern WORD = Pattern.compile(SPACE + "+|[^\\t\\n\\x0B\\f\\r ]+");

  private final Runtime runtime;
  private final int width;
  private final boolean breakWords;
  private final boolean breakHyphens;

  private WordWrap(int width, boolean breakWords, boolean breakHyphens, Runtime runtime) {
    this.runtime = runtime;
    this.width = width;
    this.breakWords = breakWords;
    this.breakHyphens = breakHyphens;
  }

  static Object wrap(Object value, Arguments a) {
    int width = a.whole("width");
    if (width <= 0) {
      throw new JinjaException("\"wordwrap\" takes a width above 0");
    }
    String text = Values.text(value);
    String separator = a.given("wrapstring") ? a.text("wrapstring") : "\n";
    WordWrap wrap =
        new WordWrap(width, a.truth("break_long_words"), a.truth("break_on_hyphens"), a.runtime());
    List<String> lines = new ArrayList<>();
    for (Object line : Chars.lines(text, false)) {
      a.runtime().spend(20L * ((String) line).length() + separator.length());
      lines.add(String.join(separator, wrap.lines((String) line)));
    }
    return String.join(separator, lines);
  }

  private List<String> lines(String line) {
    List<String> lines = new ArrayList<>();
    List<String> chunks = chunks(line);
    Collections.reverse(chunks);
    while (!chunks.isEmpty()) {
      List<String> now = new ArrayList<>();
      if (!lines.isEmpty() && chunks.getLast().isBlank()) {
        chunks.removeLast();
      }
      int length = 0;
      while (!chunks.isEmpty() && length + chunks.getLast().length() <= width) {
        length += chunks.getLast().length();
        now.add(chunks.removeLast());
      }
      if (!chunks.isEmpty() && chunks.getLast().length() > width) {
        longWord(chunks, now, width - length);
      }
      if (!now.isEmpty() && now.getLast().isBlank()) {
        now.removeLast();
      }
      if (!now.isEmpty()) {
        lines.add(String.join("", now));
      }
    }
    return lines;
  }

  private void longWord(List<String> chunks, List<String> now, int space) {
    if (!breakWords) {
      if (now.isEmpty()) {
        now.add(chunks.removeLast());
      }
      return;
    }
    String chunk = chunks.removeLast();
    runtime.spend(chunk.length() / 8);
    int end = space;
    int hyphen = breakHyphens ? chunk.lastIndexOf('-', space - 1) : -1;
    if (hyphen > 0 && chunk.substring(0, hyphen).chars().anyMatch(c -> c != '-')) {
      end = hyphen + 1;
    }
    now.add(chunk.substring(0, end));
    chunks.add(chunk.substring(end));
  }

  private List<String> chunks(String line) {
    List<String> chunks = new ArrayList<>();
    Matcher matcher = (breakHyphens ? CHUNK : WORD).matcher(line);
    int from = 0;
    while (matcher.find()) {
      chunks.add(line.substring(from, matcher.start()));
      chunks.add(matcher.group());
      from = matcher.end();
    }
    chunks.add(line.substring(from));
    chunks.removeIf(String::isEmpty);
    return chunks;
  }
}
