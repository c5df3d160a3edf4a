package org.hactl.bfd.model;

import java.util.Locale;

/** Why a session changed its state. Its text ({@code neighbour-down}) is part of the API. */
public enum BfdReason {
  /** The session has never changed its state. */
  STARTED,
  /** Still DOWN: the session was not up after one detection time at the idle interval. */
  NEVER_UP,
  /** DOWN to INIT: the neighbour is heard. */
  NEIGHBOUR_HEARD,
  /** To UP: the neighbour says that it hears this host. */
  NEIGHBOUR_HEARS_US,
  /** To DOWN: this host heard no packet for the detection time. */
  DETECTION_TIME_EXPIRED,
  /** UP to DOWN: the neighbour says that its session is down. */
  NEIGHBOUR_DOWN,
  /** To DOWN: the neighbour's administrator took its session down. */
  NEIGHBOUR_ADMIN_DOWN,
  /** To ADMIN_DOWN: the session was removed from the site. */
  REMOVED,
  /** To ADMIN_DOWN: this host's BFD stops. */
  SHUTDOWN;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for logs, status and metrics: {@code detection-time-expired}. */
  public String text() {
    return text;
  }
}
