package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.RouterConfig;

/** The priority that a router advertises and counts with. */
final class EffectivePriority {
  static final int LEAST = 1;

  /** The greatest that is not the owner's. */
  static final int GREATEST = RouterConfig.OWNER_PRIORITY - 1;

  private int configured;
  private int offset;
  private boolean steppedDown;

  EffectivePriority(int configured) {
    this.configured = configured;
  }

  void configure(int priority) {
    configured = priority;
  }

  /** What tracking adds. */
  void offset(int added) {
    offset = added;
  }

  /** An owner counts as one that is not, as long as another owner does not make way. */
  void stepDown() {
    steppedDown = true;
  }

  /** An owner counts as one again. */
  void stepUp() {
    steppedDown = false;
  }

  /** 1 to 254; 255 for an owner, which nothing but another owner changes. */
  int value() {
    if (configured == RouterConfig.OWNER_PRIORITY) {
      return steppedDown ? GREATEST : RouterConfig.OWNER_PRIORITY;
    }
    return Math.clamp((long) configured + offset, LEAST, GREATEST);
  }

  boolean isOwner() {
    return value() == RouterConfig.OWNER_PRIORITY;
  }
}
