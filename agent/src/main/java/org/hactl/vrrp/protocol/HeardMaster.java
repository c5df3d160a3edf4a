package org.hactl.vrrp.protocol;

import java.net.InetAddress;
import org.hactl.vrrp.model.Advertisement;
import org.jspecify.annotations.Nullable;

/** What a router knows of the master in office, which may be itself. */
public final class HeardMaster {
  private @Nullable InetAddress address;
  private int priority;
  private long intervalNanos;

  /** Whether the interval is what a master said, and not our own. */
  private boolean told;

  /** Knows none: timers count with this interval until one is heard. */
  void forget(long ownIntervalNanos) {
    set(null, 0, ownIntervalNanos);
  }

  void set(@Nullable InetAddress address, int priority, long intervalNanos) {
    this.address = address;
    this.priority = priority;
    this.intervalNanos = intervalNanos;
    this.told = false;
  }

  /** Somebody says that it is master; whether we go by its interval is another question. */
  void hear(Advertisement advertisement) {
    address = advertisement.source();
    priority = advertisement.priority();
  }

  /**
   * Goes by the master's interval from now on (RFC 5798 section 6.4.2); in version 2 it is ours
   * anyway.
   */
  void adoptInterval(long masterIntervalNanos) {
    intervalNanos = masterIntervalNanos;
    told = true;
  }

  /** Our own interval is another now: it counts as long as no master has said what its is. */
  void ownInterval(long ownIntervalNanos) {
    if (!told) {
      intervalNanos = ownIntervalNanos;
    }
  }

  @Nullable
  public InetAddress address() {
    return address;
  }

  public int priority() {
    return priority;
  }

  public long intervalNanos() {
    return intervalNanos;
  }
}
