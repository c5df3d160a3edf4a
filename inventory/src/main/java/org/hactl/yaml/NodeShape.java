package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The node as it is. */
final class NodeShape extends Shape<YamlNode> {
  private final @Nullable Shape<?> later;

  NodeShape() {
    this(null);
  }

  NodeShape(@Nullable Shape<?> later) {
    this.later = later;
  }

  @Override
  Optional<YamlNode> read(YamlNode node, Decoding in) {
    return Optional.of(node);
  }

  @Override
  boolean raw() {
    return true;
  }

  @Override
  boolean accepts(YamlNode node) {
    return true;
  }

  @Override
  String expected() {
    return later == null ? "a value" : later.expected();
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    return later == null ? Definitions.object() : later.schema(definitions);
  }
}
