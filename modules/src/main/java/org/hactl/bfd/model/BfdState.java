package org.hactl.bfd.model;

import java.util.Locale;

/** The state of a session; ordinals are the numbers on the wire (RFC 5880 section 4.1). */
public enum BfdState {
  /** Held down by an administrator. */
  ADMIN_DOWN,
  /** The neighbour is not heard, or was heard for the first time just now. */
  DOWN,
  /** The neighbour is heard, but does not know it yet. */
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
