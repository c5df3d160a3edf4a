package org.hactl.jinja.filter;

import java.util.List;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** Filters that cut and join paths, without looking at files. */
final class PathFilters {
  private PathFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("basename", "", (v, a) -> base(s(v, a), s(v, a).lastIndexOf('/'))),
        Filter.of("dirname", "", (v, a) -> folder(s(v, a))),
        Filter.of("splitext", "", (v, a) -> splitext(s(v, a))),
        Filter.of("path_join", "", (v, a) -> join(v, a)),
        Filter.of(
            "win_basename",
            "",
            (v, a) -> {
              String path = s(v, a).substring(drive(s(v, a)));
              return base(path, windowsSlash(path));
            }),
        Filter.of("win_dirname", "", (v, a) -> windowsFolder(s(v, a))),
        Filter.of(
            "win_splitdrive",
            "",
            (v, a) ->
                Tuple.of(s(v, a).substring(0, drive(s(v, a))), s(v, a).substring(drive(s(v, a))))));
  }

  private static String s(Object value, Arguments a) {
    if (value instanceof String text) {
      return text;
    }
    throw new JinjaException(a.what() + " takes a path, found " + Values.a(value));
  }

  private static String base(String path, int slash) {
    return path.substring(slash + 1);
  }

  private static String folder(String path) {
    String head = path.substring(0, path.lastIndexOf('/') + 1);
    String stripped = head.replaceFirst("/+$", "");
    return stripped.isEmpty() ? head : stripped;
  }

  private static Tuple splitext(String path) {
    int dot = path.lastIndexOf('.');
    int name = path.lastIndexOf('/') + 1;
    while (name < path.length() && path.charAt(name) == '.') {
      name++;
    }
    return dot > name ? Tuple.of(path.substring(0, dot), path.substring(dot)) : Tuple.of(path, "");
  }

  private static String join(Object value, Arguments a) {
    if (Values.defined(value) instanceof String text) {
      return text;
    }
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw new JinjaException(a.what() + " takes a path or a list of them");
    }
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Object item : Values.items(value)) {
      String part = Values.text(item);
      if (part.startsWith("/")) {
        out.setLength(0);
      } else if (!first && !out.isEmpty() && out.charAt(out.length() - 1) != '/') {
        out.append('/');
      }
      out.append(part);
      first = false;
    }
    return out.toString();
  }

  private static int drive(String path) {
    if (path.startsWith("\\\\") || path.startsWith("//")) {
      throw new JinjaException("a Windows path with a server name is not supported");
    }
    return path.length() > 1 && path.charAt(1) == ':' ? 2 : 0;
  }

  private static int windowsSlash(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }

  private static String windowsFolder(String path) {
    String rest = path.substring(drive(path));
    String head = rest.substring(0, windowsSlash(rest) + 1);
    String stripped = head.replaceFirst("[/\\\\]+$", "");
    return path.substring(0, drive(path)) + (stripped.isEmpty() ? head : stripped);
  }
}
