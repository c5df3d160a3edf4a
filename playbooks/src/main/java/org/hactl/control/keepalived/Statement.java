package org.hactl.control.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a keepalived.conf: its words, and the statements in its braces.
 *
 * @param words at least one; the first is the keyword
 * @param body empty for a statement without braces
 */
record Statement(List<String> words, List<Statement> body) {
  Statement {
    words = List.copyOf(words);
    body = List.copyOf(body);
  }

  String keyword() {
    return words.getFirst();
  }

  /** The word after the keyword; empty if there is none. */
  Optional<String> value() {
    return words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty();
  }

  /** The value of the last statement in the braces that has one of these keywords: it counts. */
  Optional<String> value(String... keywords) {
    return body.stream()
        .filter(each -> List.of(keywords).contains(each.keyword()))
        .flatMap(each -> each.value().stream())
        .reduce((_, last) -> last);
  }

  /** The statements in the braces of these keywords, in order. */
  List<Statement> all(String... keywords) {
    return body.stream().filter(each -> List.of(keywords).contains(each.keyword())).toList();
  }

  /**
   * The statements of a text. Comments begin with # or !, a statement ends with its line, braces
   * may stand on lines of their own.
   */
  static List<Statement> parse(String text) {
    return new Parser(text).statements();
  }

  private static final class Parser {
    private static final String OPEN = "{";
    private static final String CLOSE = "}";
    private static final String END = "\n";

    private final List<String> tokens = new ArrayList<>();
    private int next;

    Parser(String text) {
      text.lines()
          .forEach(line -> {
            words(line);
            tokens.add(END);
          });
    }

    private void words(String line) {
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '#' || c == '!') {
          break;
        }
        if (c == '"' || c == '\'') {
          int close = line.indexOf(c, i + 1);
          int end = close < 0 ? line.length() : close;
          word.append(line, i + 1, end);
          i = end;
        } else if (c == '{' || c == '}') {
          finish(word);
          tokens.add(String.valueOf(c));
        } else if (Character.isWhitespace(c)) {
          finish(word);
        } else {
          word.append(c);
        }
      }
      finish(word);
    }

    private void finish(StringBuilder word) {
      if (!word.isEmpty()) {
        tokens.add(word.toString());
        word.setLength(0);
      }
    }

    /** Reads up to the closing brace, or to the end. */
    List<Statement> statements() {
      List<Statement> statements = new ArrayList<>();
      List<String> words = new ArrayList<>();
      while (next < tokens.size()) {
        String token = tokens.get(next++);
        switch (token) {
          case OPEN -> {
            List<Statement> body = statements();
            if (!words.isEmpty()) {
              statements.add(new Statement(words, body));
            }
            words.clear();
          }
          case CLOSE -> {
            add(words, statements);
            return statements;
          }
          case END -> {
            if (!bracesFollow()) {
              add(words, statements);
            }
          }
          default -> words.add(token);
        }
      }
      add(words, statements);
      return statements;
    }

    private boolean bracesFollow() {
      int at = next;
      while (at < tokens.size() && tokens.get(at).equals(END)) {
        at++;
      }
      return at < tokens.size() && tokens.get(at).equals(OPEN);
    }

    private static void add(List<String> words, List<Statement> statements) {
      if (!words.isEmpty()) {
        statements.add(new Statement(words, List.of()));
        words.clear();
      }
    }
  }
}
