package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** A text that a parser accepts or refuses. */
final class ParsedText<T> extends ScalarShape<T> {
  private final Function<String, T> parser;

  ParsedText(String expected, ObjectNode schema, Function<String, T> parser) {
    super(expected, schema, false);
    this.parser = parser;
  }

  @Override
  Optional<T> parse(YamlScalar scalar, Decoding in) {
    try {
      return Optional.of(parser.apply(scalar.text()));
    } catch (IllegalArgumentException e) {
      return in.wrong(scalar, expected() + (scalar.secret() ? "" : MappedShape.because(e)));
    }
  }
}
