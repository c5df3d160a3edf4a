package org.hactl.jinja.python;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code namespace()} yields: values that a loop can change. */
public final class Namespace {
  private final Map<String, Object> values;

  public Namespace(Map<String, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  public Map<String, Object> values() {
    return values;
  }
}
