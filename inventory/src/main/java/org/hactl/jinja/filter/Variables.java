package org.hactl.jinja.filter;

import java.util.Optional;

/** The variables that a template sees. */
public interface Variables {
  /**
   * A variable's value; empty if it is not set. A list or map is not changed afterwards; a secret
   * in it is a {@link SecretValue}. The value is {@link Undefined} if it uses something that does
   * not exist.
   */
  Optional<Object> get(String name);

  /** The known name that is nearest to a misspelt one. */
  Optional<String> nearest(String name);
}
