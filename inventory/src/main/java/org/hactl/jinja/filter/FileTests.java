package org.hactl.jinja.filter;

import java.util.List;
import org.hactl.jinja.python.Values;

/** Tests that look at files of the control node. */
final class FileTests {
  private FileTests() {}

  static List<Filter> all() {
    return List.of(
        of("directory", ControlNode.Kind.DIRECTORY),
        of("is_dir", ControlNode.Kind.DIRECTORY),
        of("file", ControlNode.Kind.FILE),
        of("is_file", ControlNode.Kind.FILE),
        of("link", ControlNode.Kind.LINK),
        of("is_link", ControlNode.Kind.LINK),
        of("exists", ControlNode.Kind.EXISTS),
        of("link_exists", ControlNode.Kind.LINK_EXISTS),
        of("mount", ControlNode.Kind.MOUNT),
        of("is_mount", ControlNode.Kind.MOUNT),
        Filter.of("abs", "", (v, _) -> Values.text(v).startsWith("/")),
        Filter.of("is_abs", "", (v, _) -> Values.text(v).startsWith("/")),
        Filter.of("same_file", "f2", FileTests::same),
        Filter.of("is_same_file", "f2", FileTests::same));
  }

  private static Filter of(String name, ControlNode.Kind kind) {
    return Filter.of(name, "", (v, a) -> a.runtime().controlNode().is(kind, Values.text(v)));
  }

  private static Object same(Object value, Arguments a) {
    return a.runtime().controlNode().same(Values.text(value), a.text("f2"));
  }
}
