package org.hactl.yaml;

import java.util.Optional;

/** A whole number within bounds. */
final class IntegerShape extends ScalarShape<Long> {
  private final long least;
  private final long most;

  IntegerShape(long least, long most) {
    super(
        "a whole number from " + least + " to " + most,
        Definitions.orTemplate(
            Definitions.object().put("type", "integer").put("minimum", least).put("maximum", most)),
        false);
    this.least = least;
    this.most = most;
  }

  @Override
  Optional<Long> parse(YamlScalar scalar, Decoding in) {
    boolean number = YamlScalar.Type.of(scalar.text()) == YamlScalar.Type.INTEGER;
    if (scalar.type() != YamlScalar.Type.INTEGER) {
      return in.wrong(scalar, expected(), number ? scalar.text() + " without quotes" : null);
    }
    try {
      long value = Long.parseLong(scalar.text());
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // longer than any long, so out of bounds as well
    }
    return in.wrong(scalar, expected());
  }
}
