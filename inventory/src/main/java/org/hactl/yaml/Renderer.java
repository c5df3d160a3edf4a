package org.hactl.yaml;

import java.util.Optional;

/**
 * Renders a template or decrypts a vault value, before its type is determined. A {@link Decoding}
 * calls the renderer only for scalars with a template or a vault value.
 */
@FunctionalInterface
public interface Renderer {
  /** A renderer that leaves every template as it is written. */
  Renderer LITERAL = (scalar, problems) -> Optional.of(scalar);

  /**
   * The value of the scalar: a scalar, or the list or map that its one expression yields. Empty,
   * with a problem at the scalar's mark, if it cannot be rendered.
   */
  Optional<YamlNode> render(YamlScalar scalar, Problems problems);
}
