package org.hactl.bfd.model;

import java.util.Locale;

/** Why a received packet was discarded; in the order of RFC 5880 section 6.8.6. */
public enum BfdRejectReason {
  /** Shorter than any control packet. */
  TOO_SHORT,
  /** Not version 1. */
  VERSION,
  /** The length field is too small, or greater than the packet. */
  LENGTH,
  /** The neighbour's multiplier is 0. */
  MULTIPLIER,
  /** A multipoint packet. */
  MULTIPOINT,
  /** The neighbour's discriminator is 0. */
  NO_DISCRIMINATOR,
  /** The packet names an unknown session, usually a session that ended with a restart. */
  UNKNOWN_DISCRIMINATOR,
  /** The packet names no session, but in the neighbour's state it must name one. */
  STATE,
  /** No session with the packet's sender is configured. */
  UNKNOWN_NEIGHBOUR,
  /** The packet names a session of this host, but comes from another host than its neighbour. */
  SOURCE,
  /** A single-hop packet for a multihop session, or the other way round. */
  PORT,
  /** The TTL is too small: the packet crossed more routers than allowed (RFC 5881 section 5). */
  TTL,
  /** The packet is authenticated, which hactl does not support. */
  AUTHENTICATION;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for logs, status and metrics: {@code unknown-neighbour}. */
  public String text() {
    return text;
  }
}
