package org.hactl.inventory;

/** A vault value that cannot be decrypted; the message contains no part of it. */
final class VaultException extends Exception {
  VaultException(String message) {
    super(message);
  }
}
