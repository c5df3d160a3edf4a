package org.hactl.jinja.python;

/** The escape sequences of Python's string literals. */
public final class PythonEscapes {
  private PythonEscapes() {}

  public static String resolve(String text, int at) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(i++);
      switch (escaped) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(escaped);
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000B');
        case 'x' -> i = code(text, i, 2, 16, out, at);
        case 'u' -> i = code(text, i, 4, 16, out, at);
        case 'U' -> i = code(text, i, 8, 16, out, at);
        case 'N' -> throw new JinjaException("\\N{...} is not supported; write the character", at);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int end = i;
          while (end < text.length() && end < i + 2 && "01234567".indexOf(text.charAt(end)) >= 0) {
            end++;
          }
          i = code(text, i - 1, end - i + 1, 8, out, at);
        }
        default -> out.append('\\').append(escaped);
      }
    }
    return out.toString();
  }

  private static int code(String text, int from, int digits, int base, StringBuilder out, int at) {
    try {
      out.appendCodePoint(Integer.parseInt(text.substring(from, from + digits), base));
      return from + digits;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new JinjaException("a wrong escape sequence in a text", at);
    }
  }
}
