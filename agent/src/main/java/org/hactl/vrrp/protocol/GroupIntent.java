package org.hactl.vrrp.protocol;

/** What a started router would do if it were alone: what its sync group goes by. */
public enum GroupIntent {
  /** Has only just begun to listen: it stands in nobody's way. */
  NONE,
  /** Lets another one be master, or has just made way for one. */
  FOLLOW,
  /** Is master, or would be. */
  LEAD
}
