package org.hactl.bfd.model;

import java.util.Locale;

/** Why a received packet was discarded; in the order of RFC 5880 section 6.8.6. */
public enum BfdRejectReason {
  /** Shorter than any control packet. */
  TOO_SHORT,
  /** Not version 1. */
  VERSION,
  /** Its length field is too small, or greater than the packet. */
  LENGTH,
  /** The neighbour's multiplier is 0. */
  MULTIPLIER,
  /** A multipoint packet. */
  MULTIPOINT,
  /** The neighbour's discriminator is 0. */
  NO_DISCRIMINATOR,
  /** It names an unknown session, usually one from before a restart. */
  UNKNOWN_DISCRIMINATOR,
  /** It names no session, in a state in which it has to name one. */
  STATE,
  /** No session with its sender is configured. */
  UNKNOWN_NEIGHBOUR,
  /** It names one of our sessions, but does not come from the neighbour of that session. */
  SOURCE,
  /** A single-hop packet for a multihop session, or the other way round. */
  PORT,
  /** The TTL is too small: it came through more routers than allowed (RFC 5881 section 5). */
  TTL,
  /** It is authenticated, which is not supported. */
  AUTHENTICATION;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for logs, status and metrics: {@code unknown-neighbour}. */
  public String text() {
    return text;
  }
}
