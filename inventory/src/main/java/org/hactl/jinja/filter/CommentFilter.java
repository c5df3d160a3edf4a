package org.hactl.jinja.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Values;

/** Ansible's filter {@code comment}. */
final class CommentFilter {
  private static final Set<String> NAMES =
      Set.of(
          "newline",
          "beginning",
          "prefix",
          "prefix_count",
          "decoration",
          "postfix",
          "postfix_count",
          "end");

  private CommentFilter() {}

  static Object apply(Object value, Arguments a) {
    a.extra()
        .keySet()
        .forEach(name -> {
          if (!NAMES.contains(name)) {
            throw new JinjaException("\"comment\" has no argument \"" + name + "\"");
          }
        });
    Map<String, Object> style = new HashMap<>();
    switch (a.text("style")) {
      case "plain" -> style.put("decoration", "# ");
      case "erlang" -> style.put("decoration", "% ");
      case "c" -> style.put("decoration", "// ");
      case "cblock" -> style.putAll(Map.of("beginning", "/*", "decoration", " * ", "end", " */"));
      case "xml" -> style.putAll(Map.of("beginning", "<!--", "decoration", " - ", "end", "-->"));
      default -> throw new JinjaException("\"comment\" has no such style");
    }
    style.putAll(a.extra());
    String decoration = text(style, "decoration", "# ");
    String newline = text(style, "newline", "\n");
    String beginning = text(style, "beginning", "");
    String prefix = text(style, "prefix", Chars.stripRight(decoration));
    String postfix = text(style, "postfix", Chars.stripRight(decoration));
    String end = text(style, "end", "");
    int prefixes = Math.max(0, Numbers.index(style.getOrDefault("prefix_count", 1L)));
    int postfixes = Math.max(0, Numbers.index(style.getOrDefault("postfix_count", 1L)));
    Runtime runtime = a.runtime();
    runtime.spend((prefixes + (long) postfixes) * (prefix.length() + postfix.length() + 2L));
    String all =
        decoration
            + Replacing.replace(Values.text(value), newline, newline + decoration, -1, runtime);
    return (beginning.isEmpty() ? "" : beginning + newline)
        + (prefix.isEmpty() ? "" : prefix.equals(newline) ? newline : prefix + newline)
            .repeat(prefixes)
        + Replacing.replace(
            all, decoration + newline, Chars.stripRight(decoration) + newline, -1, runtime)
        + (newline + postfix).repeat(postfixes)
        + (end.isEmpty() ? "" : newline + end);
  }

  private static String text(Map<String, Object> style, String name, String otherwise) {
    return Values.text(style.getOrDefault(name, otherwise));
  }
}
