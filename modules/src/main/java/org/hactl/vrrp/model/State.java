package org.hactl.vrrp.model;

/** The states of a virtual router, from RFC 5798 section 6.3, and FAULT as in keepalived. */
public enum State {
  /** Not started, or stopped. */
  INIT,
  /**
   * The router cannot be master, for instance because its interface is down. It neither sends nor
   * listens.
   */
  FAULT,
  /** Listens for the master, ready to take over. */
  BACKUP,
  /** Holds the virtual addresses and advertises. */
  MASTER
}
