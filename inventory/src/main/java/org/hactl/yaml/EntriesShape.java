package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map from free names to values of one shape. */
final class EntriesShape<T> extends Shape<List<Named<T>>> {
  private final Shape<T> value;

  EntriesShape(Shape<T> value) {
    this.value = value;
  }

  @Override
  Optional<List<Named<T>>> read(YamlNode node, Decoding in) {
    if (node.isNull()) {
      return Optional.of(List.of());
    }
    if (!(node instanceof YamlMap map)) {
      return in.wrong(node, expected());
    }
    List<Named<T>> entries = new ArrayList<>();
    boolean whole = true;
    for (YamlEntry entry : map.entries()) {
      Optional<T> read = value.decode(entry.value(), in.below(entry.name()));
      read.ifPresent(
          v -> entries.add(new Named<>(entry.name(), entry.key().at(), v, entry.value().at())));
      whole &= read.isPresent();
    }
    return whole ? Optional.of(List.copyOf(entries)) : Optional.empty();
  }

  @Override
  boolean accepts(YamlNode node) {
    return node instanceof YamlMap || node.isNull();
  }

  @Override
  String expected() {
    return "a map";
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    ObjectNode map = Definitions.object().put("type", "object");
    map.set("additionalProperties", value.schema(definitions));
    return map;
  }
}
