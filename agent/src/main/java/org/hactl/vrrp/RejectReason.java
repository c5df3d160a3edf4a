package org.hactl.vrrp;

import java.util.Locale;

/**
 * Why a received packet was not taken for an advertisement, or what was noted about one that was.
 */
public enum RejectReason {
  /** Shorter than its headers say, or than any advertisement is. */
  TOO_SHORT,
  /** Not IPv4, or not IP protocol 112. */
  NOT_VRRP,
  /** No router with this VRID on the interface: somebody else's, mostly. */
  UNKNOWN_VRID,
  /** Sent from our own address: looped back, or an address given twice. */
  OWN_ADDRESS,
  /** Longer than its address count says. */
  WRONG_LENGTH,
  /** The TTL is not 255: it came through a router, or was forged. */
  TTL,
  /** Another version than this router speaks. */
  VERSION,
  /** The authentication type differs. */
  AUTH_TYPE,
  /** The password differs. */
  PASSWORD,
  /** The advertisement interval differs (version 2), or is 0. */
  INTERVAL,
  /** Not of type 1 (ADVERTISEMENT). */
  TYPE,
  /** The checksum is wrong. */
  CHECKSUM,
  /** Sent to another address than the multicast group this router listens on. */
  DESTINATION,
  /** The addresses differ from ours. Counted, but the advertisement is accepted. */
  ADDRESS_LIST;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for logs, status and metrics: {@code unknown-vrid}. */
  public String text() {
    return text;
  }
}
