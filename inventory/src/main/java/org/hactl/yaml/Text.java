package org.hactl.yaml;

/**
 * A text that may hold a secret, because a vault value went into it.
 *
 * @param secret whether it must not be shown
 */
public record Text(String value, boolean secret) {
  @Override
  public String toString() {
    return secret ? "***" : value;
  }
}
