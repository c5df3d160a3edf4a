package org.hactl.lab;

/** Ways to disconnect a host from its segment. */
public enum Cut {
  /** Frames vanish in the switch; the host still sees a carrier. Both drivers. */
  SILENT,
  /** The host sees its link go down. Driver {@link Driver#NETNS} only. */
  CARRIER
}
