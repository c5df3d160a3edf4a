package org.hactl.vrrp.model;

/**
 * What the checksum of a version 3 advertisement over IPv4 covers when it is sent; both are
 * accepted.
 */
public enum Checksum {
  /** The message and a pseudo-header (RFC 5798 section 5.2.8). */
  PSEUDO_HEADER,
  /** The message alone, as some implementations send it. */
  PLAIN
}
