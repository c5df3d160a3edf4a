package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A map with declared keys. */
final class FieldsShape extends Shape<Values> {
  private final String description;
  private final List<Key<?>> keys;
  private final List<String> names;
  private final List<List<Key<?>>> exclusive;

  FieldsShape(String description, List<Key<?>> keys, List<List<Key<?>>> exclusive) {
    this.description = description;
    this.keys = keys;
    this.names = keys.stream().map(Key::name).toList();
    this.exclusive = exclusive;
  }

  @Override
  Optional<Values> read(YamlNode node, Decoding in) {
    if (!(node instanceof YamlMap) && !node.isNull()) {
      return in.wrong(node, expected());
    }
    if (node instanceof YamlMap map) {
      map.entries().forEach(entry -> checkKnown(entry, map, in));
    }
    Map<Key<?>, Object> values = new HashMap<>();
    boolean whole = true;
    for (Key<?> key : keys) {
      Optional<?> value = value(key, node, in);
      value.ifPresent(v -> values.put(key, v));
      whole &= value.isPresent();
    }
    for (List<Key<?>> some : exclusive) {
      whole &= atMostOne(some, node, in);
    }
    return whole ? Optional.of(new Values(node, in, values)) : Optional.empty();
  }

  private static Optional<?> value(Key<?> key, YamlNode map, Decoding in) {
    Optional<YamlNode> written = map.find(key.name()).filter(value -> !value.isNull());
    if (written.isPresent()) {
      return key.decode(written.get(), in);
    }
    if (key.required()) {
      in.problems()
          .add(
              map.find(key.name()).orElse(map).at(),
              "%s\"%s\" is missing".formatted(where(in), key.name()));
    }
    return key.otherwise();
  }

  private static boolean atMostOne(List<Key<?>> some, YamlNode map, Decoding in) {
    List<YamlEntry> written =
        some.stream()
            .flatMap(
                key -> map instanceof YamlMap m ? m.entry(key.name()).stream() : Stream.empty())
            .toList();
    if (written.size() < 2) {
      return true;
    }
    in.problems()
        .add(
            written.get(1).key().at(),
            "%s\"%s\" and \"%s\" exclude each other"
                .formatted(where(in), written.get(0).name(), written.get(1).name()));
    return false;
  }

  private void checkKnown(YamlEntry entry, YamlMap map, Decoding in) {
    if (names.contains(entry.name())) {
      return;
    }
    List<String> free = names.stream().filter(name -> map.get(name).isEmpty()).toList();
    Optional<String> near =
        Nearest.to(entry.name(), free).or(() -> Nearest.to(entry.name(), names));
    String message = "%sthe key \"%s\" is not known".formatted(where(in), entry.name());
    in.problems()
        .add(
            entry.key().at(),
            near.isPresent()
                ? message
                : message + "; the known keys are " + String.join(", ", names),
            near.orElse(null));
  }

  private static String where(Decoding in) {
    return in.path().isEmpty() ? "" : in.path() + ": ";
  }

  @Override
  boolean accepts(YamlNode node) {
    return node instanceof YamlMap;
  }

  @Override
  String expected() {
    return "a map with " + String.join(", ", names);
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    ObjectNode schema = Definitions.object().put("type", "object");
    schema.put("description", description);
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), key.schema(definitions)));
    List<Key<?>> required = keys.stream().filter(Key::required).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(key -> names.add(key.name()));
    }
    for (List<Key<?>> some : exclusive) {
      exclude(some, schema);
    }
    return schema;
  }

  private static void exclude(List<Key<?>> some, ObjectNode schema) {
    ArrayNode all = schema.withArray("allOf");
    for (int i = 0; i < some.size(); i++) {
      for (int j = i + 1; j < some.size(); j++) {
        all.addObject()
            .putObject("not")
            .putArray("required")
            .add(some.get(i).name())
            .add(some.get(j).name());
      }
    }
  }
}
