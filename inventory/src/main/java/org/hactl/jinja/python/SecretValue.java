package org.hactl.jinja.python;

/**
 * A value that must never be shown. A template that uses it yields a secret.
 *
 * @param value a single value, no list and no map
 */
public record SecretValue(Object value) {
  @Override
  public String toString() {
    return "***";
  }
}
