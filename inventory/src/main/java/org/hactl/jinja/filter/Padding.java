package org.hactl.jinja.filter;

import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;

/** Fills a text up to a width. */
final class Padding {
  private Padding() {}

  static String left(String text, Arguments a) {
    return text + fill(text, a).repeat(missing(text, a));
  }

  static String right(String text, Arguments a) {
    return fill(text, a).repeat(missing(text, a)) + text;
  }

  static String center(String text, Arguments a) {
    int missing = missing(text, a);
    int left = missing / 2 + (missing & a.whole("width") & 1);
    return fill(text, a).repeat(left) + text + fill(text, a).repeat(missing - left);
  }

  static String zeros(String text, Arguments a) {
    String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    return sign + "0".repeat(missing(text, a)) + text.substring(sign.length());
  }

  /** Python's {@code expandtabs}. */
  static String tabs(String text, Arguments a) {
    int size = Math.clamp(a.whole("tabsize"), 0, 1_000);
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        int blanks = size == 0 ? 0 : size - column % size;
        a.runtime().spend(blanks);
        out.append(" ".repeat(blanks));
        column += blanks;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + (Character.isLowSurrogate(c) ? 0 : 1);
      }
    }
    return out.toString();
  }

  private static String fill(String text, Arguments a) {
    String fill = a.values().containsKey("fillchar") ? a.text("fillchar") : " ";
    if (Chars.length(fill) != 1) {
      throw new JinjaException(a.what() + " of \"" + text + "\" fills with one character");
    }
    return fill;
  }

  private static int missing(String text, Arguments a) {
    int missing = Math.max(0, a.whole("width") - Chars.length(text));
    a.runtime().spend(missing);
    return missing;
  }
}
