package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** The argument {@code attribute=} of Jinja's filters: a key, an index, or several with dots. */
final class Getters {
  private Getters() {}

  /** Gets the attribute of an item, or the item itself if the attribute is None. */
  static UnaryOperator<Object> of(Object attribute, Optional<Object> otherwise, Runtime runtime) {
    if (Values.defined(attribute) == None.NONE) {
      return item -> item;
    }
    List<Object> keys = new ArrayList<>();
    if (attribute instanceof String path) {
      for (String part : path.split("\\.", -1)) {
        keys.add(part.matches("[0-9]{1,9}") ? (Object) Long.valueOf(part) : part);
      }
    } else {
      keys.add(attribute);
    }
    return item -> {
      Object value = item;
      for (Object key : keys) {
        value = runtime.item(value, key);
        if (value instanceof Undefined && otherwise.isPresent()) {
          value = otherwise.get();
        }
      }
      return runtime.open(value);
    };
  }

  /** Like {@link #of}, but turns texts into lower case unless case counts. */
  static UnaryOperator<Object> folding(Object attribute, boolean caseCounts, Runtime runtime) {
    UnaryOperator<Object> getter = of(attribute, Optional.empty(), runtime);
    return caseCounts ? getter : item -> folded(getter.apply(item));
  }

  /** One getter for each attribute of a list with commas. */
  static List<UnaryOperator<Object>> several(
      Object attribute, boolean caseCounts, Runtime runtime) {
    if (!(attribute instanceof String all)) {
      return List.of(folding(attribute, caseCounts, runtime));
    }
    List<UnaryOperator<Object>> getters = new ArrayList<>();
    for (String one : all.split(",", -1)) {
      getters.add(folding(one, caseCounts, runtime));
    }
    return getters;
  }

  static Object folded(Object value) {
    return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }
}
