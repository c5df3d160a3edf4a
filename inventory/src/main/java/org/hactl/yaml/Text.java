package org.hactl.yaml;

/**
 * A text that may contain a secret from the vault.
 *
 * @param secret whether hactl must not show the text
 */
public record Text(String value, boolean secret) {
  @Override
  public String toString() {
    return secret ? "***" : value;
  }
}
