package org.hactl.vrrp.model;

/**
 * How far a router stands back for a director that holds a newer version of the site. Each value
 * includes the ones before it. An owner of its addresses (priority 255) never stands back: it has
 * them in every role.
 */
public enum Deference {
  /** It takes part as its configuration says. */
  NONE,
  /** It takes the role from no master that it hears, whatever that master's priority. */
  PREEMPTION,
  /**
   * When the master's advertisements stop, it also waits one interval longer, so that another
   * backup goes first. If none does, it takes over.
   */
  TAKEOVER,
  /** It does not take the role at all: it is in FAULT. */
  ROLE
}
