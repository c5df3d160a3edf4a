package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A shape whose value is converted into another one, or refused. */
class MappedShape<S, T> extends Shape<T> {
  @FunctionalInterface
  interface Conversion<S, T> {
    T apply(S value, YamlNode node, Decoding in);
  }

  private final Shape<S> inner;
  private final Conversion<S, T> step;

  MappedShape(Shape<S> inner, Conversion<S, T> step) {
    this.inner = inner;
    this.step = step;
  }

  @Override
  Optional<T> read(YamlNode node, Decoding in) {
    return inner
        .read(node, in)
        .flatMap(value -> {
          try {
            return Optional.of(step.apply(value, node, in));
          } catch (IllegalArgumentException e) {
            String where = in.path().isEmpty() ? "" : in.path() + ": ";
            Mark at = value instanceof HiddenText ? node.at().hidden() : node.at();
            in.problems().add(at, where + e.getMessage());
            return Optional.empty();
          }
        });
  }

  static String because(IllegalArgumentException e) {
    return e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
  }

  @Override
  boolean raw() {
    return inner.raw();
  }

  @Override
  boolean accepts(YamlNode node) {
    return inner.accepts(node);
  }

  @Override
  String expected() {
    return inner.expected();
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    return inner.schema(definitions);
  }
}
