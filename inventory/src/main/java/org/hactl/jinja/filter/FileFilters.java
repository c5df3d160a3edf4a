package org.hactl.jinja.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.Values;

/** Filters that ask the control node about paths, users and variables of the environment. */
final class FileFilters {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)})");

  private FileFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("realpath", "", (v, a) -> node(a).realPath(Values.text(v))),
        Filter.of("relpath", "start=None", FileFilters::relative),
        Filter.of("expanduser", "", (v, a) -> user(Values.text(v), a)),
        Filter.of("expandvars", "", (v, a) -> variables(Values.text(v), a)),
        Filter.of("fileglob", "", (v, a) -> new ArrayList<Object>(node(a).glob(Values.text(v)))));
  }

  private static ControlNode node(Arguments a) {
    return a.runtime().controlNode();
  }

  private static Object relative(Object value, Arguments a) {
    Path base = Path.of(node(a).folder());
    Path start = a.given("start") ? base.resolve(a.text("start")).normalize() : base;
    String made = start.relativize(base.resolve(Values.text(value)).normalize()).toString();
    return made.isEmpty() ? "." : made;
  }

  private static String user(String path, Arguments a) {
    if (!path.startsWith("~")) {
      return path;
    }
    int slash = path.indexOf('/');
    String name = path.substring(1, slash < 0 ? path.length() : slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    return node(a)
        .home(name)
        .map(home -> home.replaceFirst("/+$", "") + rest)
        .map(made -> made.isEmpty() ? "/" : made)
        .orElse(path);
  }

  private static String variables(String text, Arguments a) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      String value = node(a).environment(name).orElse(matcher.group());
      a.runtime().spend(value.length() + 8L);
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).toString();
  }
}
