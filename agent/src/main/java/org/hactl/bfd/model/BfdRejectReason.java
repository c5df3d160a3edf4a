package org.hactl.bfd.model;

import java.util.Locale;

/** Why a received packet was discarded; in the order of RFC 5880 section 6.8.6. */
public enum BfdRejectReason {
  /** Shorter than any control packet. */
  TOO_SHORT,
  /** Not version 1. */
  VERSION,
  /** Its length field is too small, or says more than there is. */
  LENGTH,
  /** The neighbour's multiplier is 0. */
  MULTIPLIER,
  /** A multipoint packet. */
  MULTIPOINT,
  /** The neighbour's discriminator is 0. */
  NO_DISCRIMINATOR,
  /** It names a session that we do not have: usually one from before a restart. */
  UNKNOWN_DISCRIMINATOR,
  /** It names no session of ours, and is past the state in which that is right. */
  STATE,
  /** No session is configured with its sender. */
  UNKNOWN_NEIGHBOUR,
  /** It names a session of ours, but comes from another address than that session's neighbour. */
  SOURCE,
  /** A single-hop packet for a multihop session, or the other way round. */
  PORT,
  /** The TTL is too small: it came through more routers than allowed (RFC 5881 section 5). */
  TTL,
  /** Authenticated, which we do not do. */
  AUTHENTICATION;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for logs, status and metrics: {@code unknown-neighbour}. */
  public String text() {
    return text;
  }
}
