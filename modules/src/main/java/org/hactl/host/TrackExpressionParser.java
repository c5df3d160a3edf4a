package org.hactl.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text as an expression, by recursive descent. */
final class TrackExpressionParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not");
  private static final String TERM = "the name of a tracker, 'not' or '('";

  private final String text;
  private int start;
  private String token = "";

  TrackExpressionParser(String text) {
    this.text = text;
  }

  static boolean isName(String word) {
    return NAME.matcher(word).matches() && !KEYWORDS.contains(word);
  }

  TrackExpression parse() {
    advance();
    TrackExpression expression = joined(TrackExpression.Word.OR, 0);
    if (!token.isEmpty()) {
      throw unexpected("'and', 'or' or the end");
    }
    return expression;
  }

  private TrackExpression joined(TrackExpression.Word word, int depth) {
    List<TrackExpression> terms = new ArrayList<>();
    do {
      terms.add(
          word == TrackExpression.Word.OR ? joined(TrackExpression.Word.AND, depth) : term(depth));
    } while (accept(word.toString()));
    return terms.size() == 1 ? terms.getFirst() : new TrackExpression.Joined(word, terms);
  }

  private TrackExpression term(int depth) {
    if (depth > TrackExpression.MAX_DEPTH) {
      throw unexpected("at most " + TrackExpression.MAX_DEPTH + " levels of parentheses");
    }
    if (accept("not")) {
      return new TrackExpression.Not(term(depth + 1));
    }
    if (accept("(")) {
      TrackExpression inner = joined(TrackExpression.Word.OR, depth + 1);
      if (!accept(")")) {
        throw unexpected("'and', 'or' or ')'");
      }
      return inner;
    }
    if (!isName(token)) {
      throw unexpected(TERM);
    }
    TrackExpression name = new TrackExpression.Name(token);
    advance();
    return name;
  }

  private boolean accept(String wanted) {
    if (!token.equals(wanted)) {
      return false;
    }
    advance();
    return true;
  }

  /** The next word, or one other character; empty at the end. */
  private void advance() {
    start += token.length();
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      token = "";
      return;
    }
    Matcher name = NAME.matcher(text).region(start, text.length());
    int end = name.lookingAt() ? name.end() : text.offsetByCodePoints(start, 1);
    token = text.substring(start, end);
  }

  private TrackExpressionException unexpected(String expected) {
    return new TrackExpressionException(
        start + 1, expected, token.isEmpty() ? "the end" : "'" + token + "'");
  }
}
