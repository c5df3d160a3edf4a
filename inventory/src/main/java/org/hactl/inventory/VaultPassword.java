package org.hactl.inventory;

import org.hactl.yaml.HiddenText;

/**
 * A password and the vault id it belongs to.
 *
 * @param id {@code default} if the operator gave no id
 */
public record VaultPassword(String id, HiddenText password) {
  /** The id of a password for which the operator gave no id. */
  public static final String DEFAULT_ID = "default";
}
