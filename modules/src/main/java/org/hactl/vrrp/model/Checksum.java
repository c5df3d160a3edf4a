package org.hactl.vrrp.model;

/**
 * What the checksum covers in the version 3 advertisements that a router sends over IPv4. It
 * accepts both kinds.
 */
public enum Checksum {
  /** The message and a pseudo-header (RFC 5798 section 5.2.8). */
  PSEUDO_HEADER,
  /** The message alone, as some implementations send it. */
  PLAIN
}
