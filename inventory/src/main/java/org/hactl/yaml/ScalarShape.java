package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A single value. */
abstract class ScalarShape<T> extends Shape<T> {
  private final String expected;
  private final ObjectNode schema;
  private final boolean secret;

  ScalarShape(String expected, ObjectNode schema, boolean secret) {
    this.expected = expected;
    this.schema = schema;
    this.secret = secret;
  }

  abstract Optional<T> parse(YamlScalar scalar, Decoding in);

  /** Whether values of this shape stay hidden if they are secrets. */
  boolean holdsSecrets() {
    return secret;
  }

  @Override
  Optional<T> read(YamlNode node, Decoding in) {
    if (!(node instanceof YamlScalar scalar) || scalar.isNull() || scalar.vaulted()) {
      return in.wrong(node, expected);
    }
    if (scalar.secret() && !holdsSecrets() && !in.secretsAllowed()) {
      return in.refused(scalar, "a secret cannot stand here, because this value is shown");
    }
    return parse(secret ? scalar.asSecret() : scalar, in);
  }

  @Override
  boolean accepts(YamlNode node) {
    return node instanceof YamlScalar && !node.isNull();
  }

  @Override
  String expected() {
    return expected;
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    return schema.deepCopy();
  }
}
