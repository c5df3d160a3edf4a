package org.hactl.jinja.python;

import org.jspecify.annotations.Nullable;

/** A template that cannot be read or rendered. */
public final class JinjaException extends RuntimeException {
  private final int at;
  private final @Nullable String suggestion;
  private final boolean undefined;

  public JinjaException(String message) {
    this(message, -1);
  }

  public JinjaException(String message, int at) {
    this(message, at, null, false);
  }

  public JinjaException(String message, int at, @Nullable String suggestion, boolean undefined) {
    super(message, null, false, false);
    this.at = at;
    this.suggestion = suggestion;
    this.undefined = undefined;
  }

  /** The offset in the template's text; -1 if it is not known. */
  public int at() {
    return at;
  }

  /** The known word that is nearest to the wrong word. */
  public @Nullable String suggestion() {
    return suggestion;
  }

  /** Whether the template used a variable or key that does not exist. */
  public boolean undefined() {
    return undefined;
  }

  public JinjaException placed(int place) {
    return at >= 0
        ? this
        : new JinjaException(String.valueOf(getMessage()), place, suggestion, undefined);
  }
}
