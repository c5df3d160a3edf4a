package org.hactl.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One of a list of words. */
final class ChoiceShape<T> extends ScalarShape<T> {
  private final Map<String, T> words;

  ChoiceShape(Map<String, T> words) {
    super("one of " + String.join(", ", words.keySet()), schemaOf(words), false);
    this.words = new LinkedHashMap<>(words);
  }

  @Override
  Optional<T> parse(YamlScalar scalar, Decoding in) {
    T value = words.get(scalar.text());
    return value != null
        ? Optional.of(value)
        : in.wrong(scalar, expected(), Nearest.to(scalar.text(), words.keySet()).orElse(null));
  }

  @Override
  JsonNode show(T value) {
    return words.entrySet().stream()
        .filter(e -> e.getValue().equals(value))
        .findFirst()
        .map(e -> (JsonNode) TextNode.valueOf(e.getKey()))
        .orElseGet(() -> super.show(value));
  }

  private static ObjectNode schemaOf(Map<String, ?> words) {
    ObjectNode schema = Definitions.object();
    var values = schema.putArray("enum");
    words.keySet().forEach(word -> values.add(plain(word)));
    return Definitions.orTemplate(schema);
  }

  /** An editor sees {@code 2} as a number, so the schema needs a number too. */
  private static JsonNode plain(String word) {
    return switch (YamlScalar.Type.of(word)) {
      case INTEGER -> com.fasterxml.jackson.databind.node.LongNode.valueOf(Long.parseLong(word));
      case BOOLEAN -> com.fasterxml.jackson.databind.node.BooleanNode.valueOf(word.equals("true"));
      default -> TextNode.valueOf(word);
    };
  }
}
