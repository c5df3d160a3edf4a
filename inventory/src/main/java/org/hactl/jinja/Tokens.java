package org.hactl.jinja;

import java.util.List;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;

/** The tokens of a template, read one by one. */
final class Tokens {
  private static final int MAX_DEPTH = 100;

  private final List<Token> tokens;
  private int next;
  private int depth;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(next);
  }

  int position() {
    return next;
  }

  /** Whether a name was read since this position. */
  boolean hasName(String word, int position) {
    return tokens.subList(position, next).stream().anyMatch(token -> token.name(word));
  }

  Token following() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = current();
    if (next < tokens.size() - 1) {
      next++;
    }
    return token;
  }

  boolean takeOperator(String sign) {
    return takeIf(current().operator(sign));
  }

  boolean takeName(String word) {
    return takeIf(current().name(word));
  }

  private boolean takeIf(boolean fits) {
    if (fits) {
      take();
    }
    return fits;
  }

  Token expect(Kind kind, String what) {
    if (!current().is(kind)) {
      throw expected(what);
    }
    return take();
  }

  Token expectOperator(String sign) {
    if (!current().operator(sign)) {
      throw expected("\"" + sign + "\"");
    }
    return take();
  }

  JinjaException expected(String what) {
    return new JinjaException("expected " + what + ", found " + current().shown(), current().at());
  }

  void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new JinjaException("the template is nested too deeply", current().at());
    }
  }

  void higher() {
    depth--;
  }
}
