package org.hactl.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;

/** A named shape, made at its first use. */
final class LazyShape<T> extends Shape<T> {
  private final String name;
  private final Supplier<Shape<T>> supplier;

  LazyShape(String name, Supplier<Shape<T>> supplier) {
    this.name = name;
    this.supplier = supplier;
  }

  @Override
  Optional<T> read(YamlNode node, Decoding in) {
    return supplier.get().read(node, in);
  }

  @Override
  boolean accepts(YamlNode node) {
    return supplier.get().accepts(node);
  }

  @Override
  boolean raw() {
    return supplier.get().raw();
  }

  @Override
  String expected() {
    return supplier.get().expected();
  }

  @Override
  JsonNode show(T value) {
    return supplier.get().show(value);
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    return definitions.refer(name, () -> supplier.get().schema(definitions));
  }
}
