package org.hactl.jinja.python;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value of a variable, key or item that does not exist. A template may test it and give it a
 * default; any other use is an error.
 *
 * @param problem what to say when it is used
 * @param at the offset of the use in the template; -1 until it is known
 * @param cause the error of the variable that could not be rendered because something in it is
 *     undefined
 */
public record Undefined(
    String problem, @Nullable String suggestion, int at, @Nullable RuntimeException cause) {
  /** What {@code a if b} without {@code else} gives; it prints as an empty text. */
  public static final String NO_ELSE = "the \"if\" is false and has no \"else\"";

  public static Undefined of(String problem, int at) {
    return new Undefined(problem, null, at, null);
  }

  /** The error of using it. */
  public RuntimeException used() {
    return Objects.requireNonNullElseGet(
        cause, () -> new JinjaException(problem, at, suggestion, true));
  }
}
