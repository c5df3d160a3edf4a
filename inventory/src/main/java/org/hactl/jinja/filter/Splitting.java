package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Tuple;

/** Cuts a text as Python does. */
final class Splitting {
  private Splitting() {}

  static List<Object> split(String text, Arguments a) {
    int most = a.whole("maxsplit") < 0 ? Integer.MAX_VALUE : a.whole("maxsplit");
    a.runtime().spend(text.length());
    if (!a.given("sep")) {
      return words(text, most);
    }
    String separator = separator(a);
    List<Object> parts = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && parts.size() < most) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  static List<Object> splitRight(String text, Arguments a) {
    int most = a.whole("maxsplit") < 0 ? Integer.MAX_VALUE : a.whole("maxsplit");
    a.runtime().spend(text.length());
    if (!a.given("sep")) {
      String reversed = new StringBuilder(text).reverse().toString();
      List<Object> parts = words(reversed, most);
      parts.replaceAll(part -> new StringBuilder((String) part).reverse().toString());
      Collections.reverse(parts);
      return parts;
    }
    String separator = separator(a);
    List<Object> parts = new ArrayList<>();
    int to = text.length();
    while (parts.size() < most) {
      int at = to < separator.length() ? -1 : text.lastIndexOf(separator, to - separator.length());
      if (at < 0) {
        break;
      }
      parts.addFirst(text.substring(at + separator.length(), to));
      to = at;
    }
    parts.addFirst(text.substring(0, to));
    return parts;
  }

  private static String separator(Arguments a) {
    if (a.text("sep").isEmpty()) {
      throw new JinjaException("the separator is empty");
    }
    return a.text("sep");
  }

  private static List<Object> words(String text, int most) {
    List<Object> parts = new ArrayList<>();
    String rest = Chars.stripLeft(text);
    while (!rest.isEmpty() && parts.size() < most) {
      int end = 0;
      while (end < rest.length() && !Chars.isSpace(rest.charAt(end))) {
        end++;
      }
      parts.add(rest.substring(0, end));
      rest = Chars.stripLeft(rest.substring(end));
    }
    if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  static Tuple partition(String text, String separator) {
    int at = separator.isEmpty() ? refused() : text.indexOf(separator);
    return at < 0
        ? Tuple.of(text, "", "")
        : Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  static Tuple partitionRight(String text, String separator) {
    int at = separator.isEmpty() ? refused() : text.lastIndexOf(separator);
    return at < 0
        ? Tuple.of("", "", text)
        : Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  private static int refused() {
    throw new JinjaException("the separator is empty");
  }
}
