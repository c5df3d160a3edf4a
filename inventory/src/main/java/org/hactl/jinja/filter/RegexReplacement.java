package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import org.hactl.jinja.filter.RegexSyntax.Regex;
import org.hactl.jinja.python.JinjaException;

/** The replacement of Python's {@code re.sub}: texts, and the numbers of groups. */
final class RegexReplacement {
  private RegexReplacement() {}

  static List<Object> parts(String text, Regex regex) {
    List<Object> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        literal.append(c);
        continue;
      }
      if (i == text.length()) {
        throw new JinjaException("the replacement ends with a backslash");
      }
      char escaped = text.charAt(i++);
      if (escaped == 'g') {
        int close = text.indexOf('>', i);
        if (!text.startsWith("<", i) || close < 0) {
          throw new JinjaException("the replacement has a \\g without <name>");
        }
        flush(literal, parts);
        parts.add(group(text.substring(i + 1, close), regex));
        i = close + 1;
      } else if (escaped == '0' || octal(text, i - 1)) {
        int end = i;
        int most = i - 1 + 3;
        while (end < text.length() && end < most && "01234567".indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        literal.append((char) (Integer.parseInt(text.substring(i - 1, end), 8) & 0xFF));
        i = end;
      } else if (Character.isDigit(escaped)) {
        int end = i < text.length() && Character.isDigit(text.charAt(i)) ? i + 1 : i;
        flush(literal, parts);
        parts.add(group(text.substring(i - 1, end), regex));
        i = end;
      } else {
        escape(escaped, literal);
      }
    }
    flush(literal, parts);
    return parts;
  }

  private static boolean octal(String text, int at) {
    return text.substring(at, Math.min(text.length(), at + 3)).matches("[0-3][0-7]{2}");
  }

  private static void escape(char escaped, StringBuilder literal) {
    switch (escaped) {
      case 'a' -> literal.append('\u0007');
      case 'b' -> literal.append('\b');
      case 'f' -> literal.append('\f');
      case 'n' -> literal.append('\n');
      case 'r' -> literal.append('\r');
      case 't' -> literal.append('\t');
      case 'v' -> literal.append('\u000B');
      case '\\' -> literal.append('\\');
      default -> {
        if (escaped < 128 && Character.isLetter(escaped)) {
          throw new JinjaException("the replacement has a wrong escape \\" + escaped);
        }
        literal.append('\\').append(escaped);
      }
    }
  }

  private static void flush(StringBuilder literal, List<Object> parts) {
    if (!literal.isEmpty()) {
      parts.add(literal.toString());
      literal.setLength(0);
    }
  }

  /** The number of a group; throws if the expression has no such group. */
  static int group(String name, Regex regex) {
    Integer number =
        name.matches("\\d{1,4}") ? (Integer) Integer.parseInt(name) : regex.groups().get(name);
    if (number == null || number > regex.count()) {
      throw new JinjaException("the regular expression has no group \"" + name + "\"");
    }
    return number;
  }
}
