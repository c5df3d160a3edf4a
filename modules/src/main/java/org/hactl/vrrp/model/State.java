package org.hactl.vrrp.model;

/** What a virtual router is doing (RFC 5798 section 6.3, with keepalived's FAULT beside it). */
public enum State {
  /** Not started, or stopped. */
  INIT,
  /**
   * It cannot be master, for instance because its interface is down: it neither sends nor listens.
   */
  FAULT,
  /** Listens for the master, ready to take over. */
  BACKUP,
  /** Holds the virtual addresses and advertises. */
  MASTER
}
