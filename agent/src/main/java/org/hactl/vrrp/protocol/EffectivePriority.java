package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.RouterConfig;

/** The priority that a router advertises and uses for its timers. */
final class EffectivePriority {
  static final int MIN = 1;

  /** The greatest priority of a router that is not owner. */
  static final int MAX_NOT_OWNER = RouterConfig.OWNER_PRIORITY - 1;

  private int configured;
  private int offset;
  private boolean steppedDown;

  EffectivePriority(int configured) {
    this.configured = configured;
  }

  void configure(int priority) {
    configured = priority;
  }

  /** Sets the offset from tracking. */
  void offset(int added) {
    offset = added;
  }

  /** Lowers an owner's priority while another owner does not yield. */
  void stepDown() {
    steppedDown = true;
  }

  /** Gives an owner its priority back. */
  void stepUp() {
    steppedDown = false;
  }

  boolean hasSteppedDown() {
    return steppedDown;
  }

  /** 1 to 254, or 255 for an owner. Only another owner can lower an owner's priority. */
  int value() {
    if (configured == RouterConfig.OWNER_PRIORITY) {
      return steppedDown ? MAX_NOT_OWNER : RouterConfig.OWNER_PRIORITY;
    }
    return Math.clamp((long) configured + offset, MIN, MAX_NOT_OWNER);
  }

  boolean isOwner() {
    return value() == RouterConfig.OWNER_PRIORITY;
  }
}
