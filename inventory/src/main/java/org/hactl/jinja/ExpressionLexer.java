package org.hactl.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.Syntax.Backslashes;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.PythonEscapes;

/** Cuts the inside of one tag into names, numbers, strings and operators. */
final class ExpressionLexer {
  private static final int MAX_CHARACTERS = 20_000;

  private record Rule(Kind kind, Pattern pattern) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              Kind.DECIMAL,
              Pattern.compile(
                  "(?<!\\.)(\\d+_)*\\d+((\\.(\\d+_)*\\d+)?[eE][+-]?(\\d+_)*\\d+|\\.(\\d+_)*\\d+)")),
          new Rule(
              Kind.INTEGER,
              Pattern.compile(
                  "0[bB](_?[01])+|0[oO](_?[0-7])+|0[xX](_?[\\da-fA-F])+|[1-9](_?\\d)*|0(_?0)*")),
          new Rule(Kind.NAME, Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+")),
          new Rule(
              Kind.STRING,
              Pattern.compile(
                  "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
                  Pattern.DOTALL)),
          new Rule(
              Kind.OPERATOR, Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]")));

  private final String source;
  private final boolean print;
  private final Syntax syntax;
  private final List<Token> into;
  private final int open;
  private final Deque<Character> brackets = new ArrayDeque<>();
  private int at;

  ExpressionLexer(
      String source, int from, boolean print, Syntax syntax, List<Token> into, int open) {
    this.source = source;
    this.print = print;
    this.syntax = syntax;
    this.into = into;
    this.open = open;
    at = from;
  }

  /** Adds the tokens up to the end of the tag; returns where the tag's closing sign begins. */
  int run() {
    while (true) {
      while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
        at++;
      }
      if (at >= source.length()) {
        throw new JinjaException(print ? "{{ has no }}" : "{% has no %}", open);
      }
      if (at - open > MAX_CHARACTERS) {
        throw new JinjaException("a tag longer than " + MAX_CHARACTERS + " characters", open);
      }
      if (brackets.isEmpty() && closes()) {
        return at;
      }
      word();
    }
  }

  private boolean closes() {
    return print
        ? source.startsWith("}}", at) || source.startsWith("-}}", at)
        : source.startsWith("%}", at)
            || source.startsWith("-%}", at)
            || source.startsWith("+%}", at);
  }

  private void word() {
    for (Rule rule : RULES) {
      Matcher matcher =
          rule.pattern().matcher(source).region(at, source.length()).useTransparentBounds(true);
      if (matcher.lookingAt()) {
        String text = matcher.group();
        if (rule.kind() == Kind.OPERATOR) {
          balance(text.charAt(0));
        }
        into.add(new Token(rule.kind(), rule.kind() == Kind.STRING ? unquoted(text) : text, at));
        at = matcher.end();
        return;
      }
    }
    char c = source.charAt(at);
    throw new JinjaException(
        c == '\'' || c == '"' ? "a quote is not closed" : "unexpected \"" + c + "\"", at);
  }

  private void balance(char sign) {
    switch (sign) {
      case '(' -> brackets.push(')');
      case '[' -> brackets.push(']');
      case '{' -> brackets.push('}');
      case ')', ']', '}' -> {
        if (brackets.isEmpty() || brackets.pop() != sign) {
          throw new JinjaException("unexpected \"" + sign + "\"", at);
        }
      }
      default -> {}
    }
  }

  private String unquoted(String quoted) {
    String inside = quoted.substring(1, quoted.length() - 1);
    if (!print || syntax.backslashes() == Backslashes.ESCAPE) {
      return PythonEscapes.resolve(inside, at);
    }
    // Ansible doubles these backslashes; so a backslash before a quote does not escape the quote.
    if (inside.matches("(?s)(.*[^\\\\])?\\\\(\\\\\\\\)*" + quoted.charAt(0) + ".*")) {
      throw new JinjaException(
          "a backslash does not escape a quote here; write the text in the other quotes", at);
    }
    return inside;
  }
}
