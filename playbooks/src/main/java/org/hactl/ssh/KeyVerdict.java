package org.hactl.ssh;

/** What the known hosts say about the key that a host presents. */
sealed interface KeyVerdict {
  /** The key is known for this host. */
  record Known() implements KeyVerdict {}

  /** No key is known for this host. */
  record New() implements KeyVerdict {}

  /**
   * Another key is known for this host.
   *
   * @param line the known key; of the same type if there is one
   */
  record Changed(KnownHostLine line) implements KeyVerdict {}

  /**
   * The key must not be accepted.
   *
   * @param place the file that revokes it, with the line
   */
  record Revoked(String place) implements KeyVerdict {}
}
