package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hactl.jinja.python.JinjaException;

/** Translates a regular expression of Python into Java's. */
final class RegexSyntax {
  /**
   * A translated expression.
   *
   * @param groups the numbers of groups by their names
   */
  record Regex(Pattern pattern, Map<String, Integer> groups, int count) {}

  private static final Pattern QUANTIFIER = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");
  private static final Pattern NAMED = Pattern.compile("\\(\\?P<([A-Za-z_][A-Za-z0-9_]*)>");
  private static final Pattern NAMED_BACK = Pattern.compile("\\(\\?P=([A-Za-z_]\\w*)\\)");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[imsu]*(-[imsu]+)?[:)]");

  private final String source;
  private final boolean multiline;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> groups = new HashMap<>();
  private final List<Integer> references = new ArrayList<>();
  private int count;
  private int at;

  private RegexSyntax(String source, boolean multiline) {
    this.source = source;
    this.multiline = multiline || source.matches("(?s)\\(\\?[isu]*m[imsu]*\\).*");
  }

  static Regex compile(String source, boolean ignoreCase, boolean multiline) {
    int flags =
        Pattern.UNIX_LINES
            | Pattern.UNICODE_CHARACTER_CLASS
            | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
            | (multiline ? Pattern.MULTILINE : 0);
    RegexSyntax syntax = new RegexSyntax(source, multiline);
    syntax.run();
    try {
      return new Regex(Pattern.compile(syntax.out.toString(), flags), syntax.groups, syntax.count);
    } catch (PatternSyntaxException e) {
      throw wrong(e.getDescription());
    }
  }

  private static JinjaException wrong(String why) {
    return new JinjaException("a wrong regular expression: " + why);
  }

  private void run() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> characterClass();
        case '(' -> group();
        case '{' -> brace();
        default -> {
          // Python's ^ matches after a line break at the end of the text; Java's ^ does not.
          out.append(c == '^' && multiline ? "(?<![^\\n])" : c);
          at++;
        }
      }
    }
    if (references.stream().anyMatch(number -> number > count)) {
      throw wrong("a reference to a group that does not exist");
    }
  }

  private void brace() {
    Matcher quantifier = QUANTIFIER.matcher(source).region(at, source.length());
    boolean right =
        quantifier.lookingAt() && !(quantifier.group(1).isEmpty() && quantifier.group(2).isEmpty());
    if (!right) {
      out.append("\\{");
      at++;
      return;
    }
    out.append('{').append(quantifier.group(1).isEmpty() ? "0" : quantifier.group(1));
    out.append(quantifier.group(2)).append(quantifier.group(3)).append('}');
    at = quantifier.end();
  }

  private void group() {
    Matcher named = NAMED.matcher(source).region(at, source.length());
    Matcher back = NAMED_BACK.matcher(source).region(at, source.length());
    Matcher flags = FLAGS.matcher(source).region(at, source.length());
    if (named.lookingAt()) {
      count++;
      if (groups.put(named.group(1), count) != null) {
        throw wrong("two groups have the same name");
      }
      out.append('(');
      at = named.end();
    } else if (back.lookingAt()) {
      Integer number = groups.get(back.group(1));
      if (number == null) {
        throw wrong("a reference to a group that does not exist");
      }
      reference(number);
      at = back.end();
    } else if (source.startsWith("(?#", at)) {
      int close = source.indexOf(')', at);
      if (close < 0) {
        throw wrong("a comment is not closed");
      }
      at = close + 1;
    } else if (source.startsWith("(?", at)) {
      special(flags);
    } else {
      count++;
      out.append('(');
      at++;
    }
  }

  private void special(Matcher flags) {
    for (String known : List.of("(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>")) {
      if (source.startsWith(known, at)) {
        out.append(known);
        at += known.length();
        return;
      }
    }
    if (!flags.lookingAt() || (flags.group().endsWith(")") && at > 0)) {
      throw wrong("a group of this kind is not supported");
    }
    out.append(flags.group());
    at = flags.end();
  }

  private void reference(int number) {
    references.add(number);
    out.append("\\").append(number).append("(?:)");
  }

  private void characterClass() {
    out.append('[');
    at++;
    if (source.startsWith("^", at)) {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < source.length() && (first || source.charAt(at) != ']')) {
      char c = source.charAt(at);
      if (c == '\\') {
        escape(true);
      } else {
        out.append(c == '[' || c == ']' || c == '&' ? "\\" : "").append(c);
        at++;
      }
      first = false;
    }
    if (at >= source.length()) {
      throw wrong("a \"[\" is not closed");
    }
    out.append(']');
    at++;
  }

  private void escape(boolean inClass) {
    if (at + 1 >= source.length()) {
      throw wrong("a backslash at the end");
    }
    char c = source.charAt(at + 1);
    at += 2;
    if (Character.isDigit(c)) {
      number(inClass);
      return;
    }
    switch (c) {
      case 'd', 'D', 's', 'S', 'w', 'W', 'a', 'f', 'n', 'r', 't' -> out.append('\\').append(c);
      case 'v' -> out.append("\\x0B");
      case 'b' -> out.append(inClass ? "\\x08" : "\\b");
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      case 'A', 'B', 'Z' -> {
        if (inClass) {
          throw wrong("the escape \\" + c);
        }
        out.append(c == 'Z' ? "\\z" : "\\" + c);
      }
      default -> {
        if (c < 128 && Character.isLetter(c)) {
          throw wrong("the escape \\" + c);
        }
        out.append('\\').append(c);
      }
    }
  }

  private void code(int digits) {
    String code = source.substring(at, Math.min(source.length(), at + digits));
    if (!code.matches("[0-9a-fA-F]{" + digits + "}")) {
      throw wrong("an escape that is not complete");
    }
    out.append("\\x{").append(code).append('}');
    at += digits;
  }

  private void number(boolean inClass) {
    int from = at - 1;
    boolean octal = source.charAt(from) == '0' || inClass;
    Matcher three = Pattern.compile("[0-3][0-7]{2}").matcher(source).region(from, source.length());
    if (octal || three.lookingAt()) {
      Matcher digits = Pattern.compile("[0-7]{1,3}").matcher(source).region(from, source.length());
      if (!digits.lookingAt()) {
        throw wrong("a number behind a backslash");
      }
      out.append("\\x{%x}".formatted(Integer.parseInt(digits.group(), 8)));
      at = digits.end();
      return;
    }
    int end = from + 1;
    if (end < source.length() && Character.isDigit(source.charAt(end))) {
      end++;
    }
    reference(Integer.parseInt(source.substring(from, end)));
    at = end;
  }
}
