package org.hactl.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small conversions that shapes share. */
final class Shown {
  private Shown() {}

  /** A value as it would be written in the file. */
  static JsonNode json(Object value) {
    return switch (value) {
      case Boolean b -> BooleanNode.valueOf(b);
      case Integer i -> LongNode.valueOf(i);
      case Long l -> LongNode.valueOf(l);
      case Duration d -> TextNode.valueOf(Durations.format(d));
      case Collection<?> items -> {
        var array = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> array.add(json(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        var object = Definitions.object();
        map.forEach((k, v) -> object.set(String.valueOf(k), json(v)));
        yield object;
      }
      default -> TextNode.valueOf(value.toString());
    };
  }

  static <T> Map<String, T> toMap(List<Named<T>> entries) {
    Map<String, T> map = new LinkedHashMap<>();
    entries.forEach(e -> map.put(e.name(), e.value()));
    return Collections.unmodifiableMap(map);
  }
}
