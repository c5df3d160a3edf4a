package org.hactl.control.host;

/** How the work on a host ended. */
public enum HostOutcome {
  OK,
  UNREACHABLE,
  FAILED,
  /** A change failed and the host rolled back to its last confirmed generation. */
  ROLLED_BACK,
  /** The host itself did well, and was rolled back with the site. */
  UNDONE,
  /** The run ended before the host's turn came. */
  NOT_STARTED
}
