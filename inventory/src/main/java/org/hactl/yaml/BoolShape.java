package org.hactl.yaml;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code true} or {@code false}; the other words of YAML 1.1, such as {@code yes}, are not
 * accepted.
 */
final class BoolShape extends ScalarShape<Boolean> {
  BoolShape() {
    super(
        "true or false",
        Definitions.orTemplate(Definitions.object().put("type", "boolean")),
        false);
  }

  @Override
  Optional<Boolean> parse(YamlScalar scalar, Decoding in) {
    return scalar.type() == YamlScalar.Type.BOOLEAN
        ? Optional.of(scalar.text().equalsIgnoreCase("true"))
        : in.wrong(scalar, expected(), meant(scalar.text()));
  }

  private static @Nullable String meant(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "on", "y", "1", "true" -> "true";
      case "no", "off", "n", "0", "false" -> "false";
      default -> null;
    };
  }
}
