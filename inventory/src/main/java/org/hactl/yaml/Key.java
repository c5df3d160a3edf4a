package org.hactl.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that a map may hold, declared by {@link Fields} and read by {@link Values}.
 *
 * @param <T> the type that {@link Values#get} yields for the key
 */
public final class Key<T> {
  private final String name;
  private final String description;
  private final Shape<T> shape;
  private final @Nullable T otherwise;
  private final @Nullable JsonNode shownDefault;

  Key(
      String name,
      String description,
      Shape<T> shape,
      @Nullable T otherwise,
      @Nullable JsonNode shownDefault) {
    this.name = name;
    this.description = description;
    this.shape = shape;
    this.otherwise = otherwise;
    this.shownDefault = shownDefault;
  }

  /** The key as it is written. */
  public String name() {
    return name;
  }

  boolean required() {
    return otherwise == null;
  }

  Optional<T> otherwise() {
    return Optional.ofNullable(otherwise);
  }

  Optional<T> decode(YamlNode node, Decoding in) {
    return shape.decode(node, in.below(name));
  }

  ObjectNode schema(Definitions definitions) {
    ObjectNode schema = shape.schema(definitions);
    schema.put("description", description);
    if (shownDefault != null) {
      schema.set("default", shownDefault);
    }
    return schema;
  }

  @Override
  public String toString() {
    return name;
  }
}
