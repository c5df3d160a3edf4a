package org.hactl.vrrp.model;

import java.util.Locale;

/** Why a received packet was rejected, or what was wrong with an accepted advertisement. */
public enum RejectReason {
  /** Shorter than its headers say, or shorter than the shortest advertisement. */
  TOO_SHORT,
  /** Neither IP protocol 112 nor 112 behind an authentication header. */
  NOT_VRRP,
  /** No router of this host has this VRID on the interface; usually it belongs to other hosts. */
  UNKNOWN_VRID,
  /** Sent from this host's own address: looped back, or two hosts have the same address. */
  OWN_ADDRESS,
  /** Longer than its address count says. */
  WRONG_LENGTH,
  /** The TTL or hop limit is not 255, or not in the range set for the unicast peer. */
  TTL,
  /** The VRRP version is not that of this router. */
  VERSION,
  /** The authentication type differs. */
  AUTH_TYPE,
  /** The password differs. */
  PASSWORD,
  /** The authentication header was made with another key, or the packet changed since. */
  DIGEST,
  /** The sequence number of the authentication header was used before: a replayed packet. */
  REPLAY,
  /** The advertisement interval differs (version 2), or is 0. */
  INTERVAL,
  /** Not of type 1 (ADVERTISEMENT). */
  TYPE,
  /** The checksum is wrong. */
  CHECKSUM,
  /**
   * Sent to another multicast group than the router's, unicast to a multicast router, or multicast
   * to a unicast router.
   */
  DESTINATION,
  /** The VIPs differ from the router's. Counted, but accepted unless the site says to reject it. */
  ADDRESS_LIST,
  /** Unicast from a host that is not a configured peer. */
  SOURCE,
  /** Dropped by the kernel because the socket buffer was full. */
  OVERRUN;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for logs, status and metrics: {@code unknown-vrid}. */
  public String text() {
    return text;
  }
}
