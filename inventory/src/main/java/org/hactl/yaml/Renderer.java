package org.hactl.yaml;

import java.util.Optional;

/**
 * Turns a template or a vault value into what it stands for, before it is typed. Given to a {@link
 * Decoding}; it is asked only for scalars that need it.
 */
@FunctionalInterface
public interface Renderer {
  /** Renders nothing: a template stays the text it is. */
  Renderer LITERAL = (scalar, problems) -> Optional.of(scalar);

  /**
   * The value the scalar stands for: a scalar, or the list or map that its one expression yields.
   * Empty, with a problem at the scalar's mark, where it cannot be rendered.
   */
  Optional<YamlNode> render(YamlScalar scalar, Problems problems);
}
