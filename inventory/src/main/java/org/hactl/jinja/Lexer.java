package org.hactl.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;

/** Cuts a template into data and tags, with Jinja's rules for the white space around tags. */
final class Lexer {
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%\\}\\s*|%\\})");
  private static final Pattern END_RAW =
      Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%\\}|-%\\}\\s*|%\\}(\n?))");

  private final String source;
  private final Syntax syntax;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean lineStarts = true;

  private Lexer(String source, int from, Syntax syntax) {
    this.source = source;
    this.syntax = syntax;
    at = from;
  }

  /** The tokens of a template from an offset on; its line breaks are {@code \n}. */
  static List<Token> tokens(String source, int from, Syntax syntax) {
    return new Lexer(source, from, syntax).run();
  }

  private List<Token> run() {
    while (true) {
      int open = nextOpening();
      if (open < 0) {
        data(source.substring(at), at);
        tokens.add(new Token(Kind.END, "", source.length()));
        return tokens;
      }
      Matcher raw = RAW.matcher(source).region(open, source.length());
      char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
      char type = source.charAt(open + 1);
      data(before(open, sign, type == '{'), at);
      if (raw.lookingAt()) {
        raw(raw.end());
      } else if (type == '#') {
        comment(open + (sign == '-' || sign == '+' ? 3 : 2), open);
      } else {
        tag(open, type, open + (sign == '-' || sign == '+' ? 3 : 2));
      }
      lineStarts = at > 0 && source.charAt(at - 1) == '\n';
    }
  }

  private int nextOpening() {
    for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
      char next = i + 1 < source.length() ? source.charAt(i + 1) : ' ';
      if (next == '{' || next == '%' || next == '#') {
        return i;
      }
    }
    return -1;
  }

  private String before(int open, char sign, boolean print) {
    String text = source.substring(at, open);
    if (sign == '-') {
      return text.stripTrailing();
    }
    if (sign == '+' || print || !syntax.lstripBlocks()) {
      return text;
    }
    int line = text.lastIndexOf('\n') + 1;
    return (line > 0 || lineStarts) && text.substring(line).isBlank()
        ? text.substring(0, line)
        : text;
  }

  private void data(String text, int from) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.DATA, text, from));
    }
  }

  private void raw(int from) {
    Matcher end = END_RAW.matcher(source);
    if (!end.find(from)) {
      throw new JinjaException("{% raw %} has no {% endraw %}", from);
    }
    at = from;
    char sign = end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0);
    data(before(end.start(), sign, false), from);
    at = end.end() - (end.group(3) != null && !syntax.trimBlocks() ? end.group(3).length() : 0);
  }

  private void comment(int from, int open) {
    int close = source.indexOf("#}", from);
    if (close < 0) {
      throw new JinjaException("{# has no #}", open);
    }
    at = behind(close + 2, close > from ? source.charAt(close - 1) : ' ');
  }

  private void tag(int open, char type, int from) {
    boolean print = type == '{';
    tokens.add(new Token(print ? Kind.PRINT_BEGIN : Kind.BLOCK_BEGIN, "", open));
    ExpressionLexer lexer = new ExpressionLexer(source, from, print, syntax, tokens, open);
    int close = lexer.run();
    tokens.add(new Token(print ? Kind.PRINT_END : Kind.BLOCK_END, "", close));
    char sign = source.charAt(close);
    int end = close + (sign == '-' || sign == '+' ? 3 : 2);
    at = print && sign != '-' ? end : behind(end, sign);
  }

  /** The offset after a tag and after the white space that the tag removes behind itself. */
  private int behind(int end, char sign) {
    int next = end;
    if (sign == '-') {
      while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
        next++;
      }
    } else if (sign != '+' && syntax.trimBlocks() && source.startsWith("\n", end)) {
      next++;
    }
    return next;
  }
}
