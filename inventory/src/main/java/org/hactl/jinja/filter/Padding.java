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
