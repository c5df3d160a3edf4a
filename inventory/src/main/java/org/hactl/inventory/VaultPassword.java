package org.hactl.inventory;

import org.hactl.yaml.HiddenText;

/**
 * A password and the vault id it belongs to.
 *
 * @param id {@code default} where none was given
 */
public record VaultPassword(String id, HiddenText password) {
  /** The id of a password that was given none. */
  public static final String DEFAULT_ID = "default";
}
