package org.hactl.site.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.yaml.Shape;

/**
 * A command: a list of words, or a text that is split into words as a shell does it, with quotes
 * but without expansion. The first word is the absolute path of the program.
 */
final class CommandShape {
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+|\\s+|[\"'].*");
  private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\"']+)");

  private static final String NO_SECRETS =
      "arguments appear in plans, in status and in the host's process list; put the secret into a file (hosts.*.files) that the command reads";

  static final Shape<List<String>> SHAPE =
      Shape.either(
          Shape.text("a command such as /usr/local/bin/check --now", CommandShape::words)
              .withoutSecrets(NO_SECRETS),
          Shape.list(Shape.string().withoutSecrets(NO_SECRETS)).check(CommandShape::check));

  private CommandShape() {}

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (!word.group().isBlank()) {
        words.add(unquoted(word.group()));
      }
    }
    check(words);
    return words;
  }

  private static String unquoted(String word) {
    StringBuilder plain = new StringBuilder();
    Matcher part = PART.matcher(word);
    int end = 0;
    while (part.find() && part.start() == end) {
      for (int group = 1; group <= part.groupCount(); group++) {
        plain.append(part.group(group) == null ? "" : part.group(group));
      }
      end = part.end();
    }
    if (end < word.length()) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    return plain.toString();
  }

  private static void check(List<String> words) {
    if (words.isEmpty() || !words.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("a command begins with the absolute path of its program");
    }
  }
}
