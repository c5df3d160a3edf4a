package org.hactl.jinja;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.jinja.filter.Runtime;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.NativeText;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.SecretValue;
import org.hactl.jinja.python.Tuple;

/** Makes the result of a template from the values that it printed. */
final class Printed {
  private Printed() {}

  /** All printed values as one text. */
  static String text(List<Object> printed, Runtime runtime) {
    StringBuilder out = new StringBuilder();
    for (Object piece : printed) {
      String text = runtime.str(piece);
      runtime.spend(text.length());
      out.append(text);
    }
    return out.toString();
  }

  /**
   * Ansible's result for a value in YAML. A list or map stays as it is. A text that looks like a
   * list, a map, True or False is read as that value. All else is text.
   */
  static Object value(List<Object> printed, Runtime runtime) {
    Object only = printed.size() == 1 ? printed.getFirst() : "";
    boolean collection =
        (only instanceof List<?> && !(only instanceof Tuple)) || only instanceof Map<?, ?>;
    if (only instanceof Boolean || only instanceof NativeText) {
      return only;
    }
    if (collection && literal(only, runtime)) {
      // Ansible writes it as a text and reads that again, so it shares no list with a variable.
      return Constants.copy(only);
    }
    String text = text(printed, runtime);
    boolean evaluates =
        text.startsWith("{") || text.startsWith("[") || text.equals("True") || text.equals("False");
    return evaluates ? PythonLiterals.printed(text).orElse(text) : text;
  }

  private static boolean literal(Object value, Runtime runtime) {
    runtime.spend(1);
    return switch (value) {
      case LazyMap _ -> true;
      case Range _ -> false;
      case List<?> list ->
          list.stream().allMatch(item -> literal(Objects.requireNonNull(item), runtime));
      case Map<?, ?> map ->
          map.values().stream().allMatch(item -> literal(Objects.requireNonNull(item), runtime));
      case None _, Boolean _, Number _, String _, SecretValue _, NativeText _ -> true;
      default -> false;
    };
  }
}
