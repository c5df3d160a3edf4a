package org.hactl.bfd.model;

import java.util.Locale;

/** The state of a session; ordinals are the numbers on the wire (RFC 5880 section 4.1). */
public enum BfdState {
  /** Held down by an administrator. */
  ADMIN_DOWN,
  /** This host does not hear the neighbour, or has just heard it for the first time. */
  DOWN,
  /** This host hears the neighbour, but the neighbour does not yet say that it hears this host. */
  INIT,
  /** Both sides hear each other. */
  UP;

  private static final BfdState[] STATES = values();
  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The state with this number, 0 to 3. */
  public static BfdState of(int number) {
    return STATES[number];
  }

  /** The word for logs, status and metrics: {@code admin-down}. */
  public String text() {
    return text;
  }
}
