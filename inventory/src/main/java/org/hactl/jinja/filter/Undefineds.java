package org.hactl.jinja.filter;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Values;

/** Finds values that are not defined inside what a template prints. */
public final class Undefineds {
  private Undefineds() {}

  /** The value; throws if it or something in it is undefined. */
  public static Object refused(Object value) {
    switch (Values.defined(value)) {
      case LazyMap _, Range _ -> {}
      case List<?> list -> list.forEach(item -> refused(Objects.requireNonNull(item)));
      case Map<?, ?> map -> map.values().forEach(item -> refused(Objects.requireNonNull(item)));
      default -> {}
    }
    return value;
  }
}
