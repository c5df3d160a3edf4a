package org.hactl.jinja.filter;

import org.hactl.jinja.python.Chars;

/** Replaces and counts parts of a text. */
final class Replacing {
  private Replacing() {}

  static String replace(String text, String old, String with, int count, Runtime runtime) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    int done = 0;
    while (count < 0 || done < count) {
      // Python finds the empty text before each character and at the end.
      int at = old.isEmpty() ? next(text, from, done) : text.indexOf(old, from);
      if (at < 0) {
        break;
      }
      runtime.spend((long) at - from + with.length() + 1);
      out.append(text, from, at).append(with);
      from = at + old.length();
      done++;
    }
    runtime.spend(text.length());
    return out.append(text, from, text.length()).toString();
  }

  private static int next(String text, int from, int done) {
    if (done == 0) {
      return 0;
    }
    return from == text.length() ? -1 : text.offsetByCodePoints(from, 1);
  }

  static Object count(String text, String part) {
    if (part.isEmpty()) {
      return Chars.length(text) + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }
}
