package org.hactl.inventory;

import java.util.Objects;

/** A value that the vault cannot open or seal; the message contains no part of it. */
public final class VaultException extends Exception {
  VaultException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
