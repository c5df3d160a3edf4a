package org.hactl.vrrp.model;

/** The state of a virtual router: those of RFC 5798 section 6.3, and FAULT as in keepalived. */
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
