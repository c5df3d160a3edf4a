package org.hactl.yaml;

import java.util.Optional;

/** A value of a YAML file, with its place. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {
  /** Where the value begins. */
  Mark at();

  /** Where the value ends, as the parser saw it: a block ends at the next token after it. */
  Mark end();

  /** A description for messages, without secrets: {@code a list}, {@code the text "abc"}. */
  String describe();

  /** The node below a chain of map keys. */
  default Optional<YamlNode> find(String... keys) {
    Optional<YamlNode> node = Optional.of(this);
    for (String key : keys) {
      node = node.flatMap(n -> n instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    return node;
  }

  /** Whether this is the null scalar: {@code key:} without a value, {@code null} or {@code ~}. */
  default boolean isNull() {
    return this instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.NULL;
  }
}
