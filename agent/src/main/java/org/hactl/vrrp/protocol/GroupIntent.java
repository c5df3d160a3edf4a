package org.hactl.vrrp.protocol;

/** What a started router would do without its sync group; the group decides from these. */
public enum GroupIntent {
  /** It has just begun to listen, and leaves the decision to the other members. */
  NONE,
  /** It follows another master, or has just yielded to one. */
  FOLLOW,
  /** It is master, or would become master. */
  LEAD
}
