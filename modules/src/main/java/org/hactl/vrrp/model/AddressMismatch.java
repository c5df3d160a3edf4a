package org.hactl.vrrp.model;

/** What a router does with an advertisement that lists other virtual addresses than its own. */
public enum AddressMismatch {
  /** Drops it. */
  DISCARD,
  /** Accepts it, and reports it. */
  REPORT
}
