package org.hactl.inventory;

import org.hactl.yaml.HiddenText;

/**
 * A password and the vault id it belongs to.
 *
 * @param id {@code default} if none was given
 */
public record VaultPassword(String id, HiddenText password) {
  /** The id of a password without one. */
  public static final String DEFAULT_ID = "default";
}
