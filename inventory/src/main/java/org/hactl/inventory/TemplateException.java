package org.hactl.inventory;

import java.util.Optional;
import org.hactl.yaml.Mark;
import org.jspecify.annotations.Nullable;

/** A template that cannot be rendered. */
final class TemplateException extends RuntimeException {
  static final String CANNOT = "the template cannot be rendered";

  private final transient @Nullable Mark at;
  private final @Nullable String suggestion;

  TemplateException(@Nullable Mark at, String message) {
    this(at, message, null);
  }

  TemplateException(@Nullable Mark at, String message, @Nullable String suggestion) {
    super(message, null, false, false);
    this.at = at;
    this.suggestion = suggestion;
  }

  Optional<Mark> at() {
    return Optional.ofNullable(at);
  }

  @Nullable String suggestion() {
    return suggestion;
  }

  /** The library's message may quote a value, so it is left out if a value is secret. */
  TemplateException withoutDetail() {
    String message = String.valueOf(getMessage());
    return message.startsWith(CANNOT)
        ? new TemplateException(
            at, CANNOT + "; the reason is not shown because it may contain a secret")
        : this;
  }

  TemplateException placedAt(Mark mark) {
    return new TemplateException(mark, String.valueOf(getMessage()), suggestion);
  }
}
