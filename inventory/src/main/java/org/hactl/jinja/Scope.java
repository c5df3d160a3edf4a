package org.hactl.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that a template has set, those of the enclosing blocks included. */
final class Scope {
  private final @Nullable Scope outer;
  private final boolean alone;
  private final Map<String, Object> values = new HashMap<>();

  Scope(@Nullable Scope outer) {
    this(outer, outer != null && outer.alone);
  }

  private Scope(@Nullable Scope outer, boolean alone) {
    this.outer = outer;
    this.alone = alone;
  }

  /** The names of an imported file, which sees no variables. */
  static Scope alone() {
    return new Scope(null, true);
  }

  boolean isAlone() {
    return alone;
  }

  /** The names that were set here, without those of the enclosing blocks. */
  Map<String, Object> own() {
    return values;
  }

  void set(String name, Object value) {
    values.put(name, value);
  }

  Optional<Object> get(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.values.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
