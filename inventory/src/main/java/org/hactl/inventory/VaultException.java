package org.hactl.inventory;

/** A vault value that cannot be opened; the message never holds any of it. */
public final class VaultException extends Exception {
  VaultException(String message) {
    super(message);
  }
}
