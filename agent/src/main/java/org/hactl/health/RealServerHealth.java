package org.hactl.health;

/** What the checks have decided about a real server. */
public enum RealServerHealth {
  HEALTHY,
  UNHEALTHY,
  /** No check has decided yet. */
  UNKNOWN,
  /** The site has no check for it. */
  UNCHECKED
}
