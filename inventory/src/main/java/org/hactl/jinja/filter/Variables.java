package org.hactl.jinja.filter;

import java.util.Optional;

/** The variables that a template sees. */
public interface Variables {
  /**
   * A variable's value; empty if the variable is not set. A list or map never changes later; a
   * secret in it is a {@link SecretValue}. The value is {@link Undefined} if its template uses a
   * variable that does not exist.
   */
  Optional<Object> get(String name);

  /** The known name that is nearest to a misspelt one. */
  Optional<String> nearest(String name);

  /** The machine on which the template is rendered. */
  default ControlNode controlNode() {
    return ControlNode.NONE;
  }
}
