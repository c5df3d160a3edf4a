package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first shape that fits the kind of node. */
final class EitherShape<T> extends Shape<T> {
  private final List<Shape<? extends T>> shapes;

  EitherShape(List<Shape<? extends T>> shapes) {
    this.shapes = shapes;
  }

  @Override
  Optional<T> read(YamlNode node, Decoding in) {
    for (Shape<? extends T> shape : shapes) {
      if (shape.accepts(node)) {
        return shape.read(node, in).map(value -> value);
      }
    }
    return in.wrong(node, expected());
  }

  @Override
  boolean accepts(YamlNode node) {
    return shapes.stream().anyMatch(shape -> shape.accepts(node));
  }

  @Override
  String expected() {
    return shapes.stream().map(Shape::expected).collect(Collectors.joining(" or "));
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    ObjectNode either = Definitions.object();
    var any = either.putArray("anyOf");
    shapes.forEach(shape -> any.add(shape.schema(definitions)));
    return either;
  }
}
