package org.hactl.inventory;

import org.hactl.yaml.Mark;
import org.jspecify.annotations.Nullable;

/** A template that cannot be rendered, or a vault value that cannot be opened. */
final class TemplateException extends RuntimeException {
  private final transient Mark at;
  private final @Nullable String suggestion;
  private final boolean undefined;

  TemplateException(Mark at, String message) {
    this(at, message, null, false);
  }

  TemplateException(Mark at, String message, @Nullable String suggestion, boolean undefined) {
    super(message, null, false, false);
    this.at = at;
    this.suggestion = suggestion;
    this.undefined = undefined;
  }

  Mark at() {
    return at;
  }

  @Nullable String suggestion() {
    return suggestion;
  }

  /** Whether the template used something that does not exist. */
  boolean undefined() {
    return undefined;
  }
}
