package org.hactl.bfd.model;

import java.util.Locale;

/**
 * Why a system last changed the state of its session; ordinals are the numbers on the wire (RFC
 * 5880 section 4.1).
 */
public enum Diagnostic {
  NONE,
  DETECTION_TIME_EXPIRED,
  ECHO_FAILED,
  NEIGHBOUR_SIGNALLED_DOWN,
  FORWARDING_PLANE_RESET,
  PATH_DOWN,
  CONCATENATED_PATH_DOWN,
  ADMINISTRATIVELY_DOWN,
  REVERSE_CONCATENATED_PATH_DOWN,
  /** One of the numbers 9 to 31, which the RFC reserves. */
  OTHER;

  private static final Diagnostic[] DIAGNOSTICS = values();
  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The diagnostic with this number, 0 to 31. */
  public static Diagnostic of(int number) {
    return number < OTHER.ordinal() ? DIAGNOSTICS[number] : OTHER;
  }

  /** The word for logs, status and metrics: {@code detection-time-expired}. */
  public String text() {
    return text;
  }
}
