package org.hactl.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code namespace()} yields: values that a loop can change. */
final class Namespace {
  private final Map<String, Object> values;

  Namespace(Map<String, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  Map<String, Object> values() {
    return values;
  }
}
