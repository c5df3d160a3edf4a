package org.hactl.vrrp.protocol;

import java.net.InetAddress;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.RoleSnapshot;
import org.jspecify.annotations.Nullable;

/** What a router knows about the present master, which may be the router itself. */
public final class HeardMaster {
  private @Nullable InetAddress address;
  private int priority;
  private long intervalNanos;

  /** Whether the interval was advertised by a master, and is not our own. */
  private boolean told;

  /** Forgets the master: timers use this interval until a master is heard. */
  void forget(long ownIntervalNanos) {
    set(null, 0, ownIntervalNanos);
  }

  void set(@Nullable InetAddress address, int priority, long intervalNanos) {
    this.address = address;
    this.priority = priority;
    this.intervalNanos = intervalNanos;
    this.told = false;
  }

  RoleSnapshot.Heard snapshot() {
    return new RoleSnapshot.Heard(address, priority, intervalNanos, told);
  }

  void restore(RoleSnapshot.Heard from) {
    set(from.address(), from.priority(), from.intervalNanos());
    told = from.told();
  }

  /** Records the sender as master. {@link #adoptInterval} adopts its interval. */
  void hear(Advertisement advertisement) {
    address = advertisement.source();
    priority = advertisement.priority();
  }

  /**
   * Uses the master's interval from now on (RFC 5798 section 6.4.2). In version 2 it equals ours.
   */
  void adoptInterval(long masterIntervalNanos) {
    intervalNanos = masterIntervalNanos;
    told = true;
  }

  /** Our own interval changed; it is used until a master has advertised its own. */
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
