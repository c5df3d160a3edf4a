package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one router at one moment, for the process that goes on in its place. All
 * times are nanoseconds of {@code CLOCK_BOOTTIME}, which both processes share.
 *
 * @param reason why the router is in its state
 * @param atNanos when the machine stood still
 */
public record RoleSnapshot(
    State state, Reason reason, long atNanos, Heard heard, Waiting waiting, Leading leading) {
  /** No time: a timer that does not run. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What a router in a sync group would do alone. */
  public enum Intent {
    NONE,
    FOLLOW,
    LEAD
  }

  /** How far a backup is in its startup hold. */
  public enum Hold {
    OVER,
    HELD,
    AWAITS_FRAME
  }

  /**
   * The present master.
   *
   * @param address null if none is known
   * @param told whether the interval was advertised by a master
   */
  public record Heard(
      @Nullable InetAddress address, int priority, long intervalNanos, boolean told) {}

  /**
   * What a backup waits for.
   *
   * @param deadlineNanos when its timer ends
   * @param expiry why it takes over then
   * @param holdEndNanos when its startup hold ends
   * @param lowerHeardNanos since when it hears a master of lower priority
   * @param yielded whether the operator asked for another master
   * @param yieldedTo the priority of that master; 0 until it is known
   */
  public record Waiting(
      long deadlineNanos,
      Reason expiry,
      Intent intent,
      Hold hold,
      long holdEndNanos,
      long lowerHeardNanos,
      boolean yielded,
      int yieldedTo) {}

  /**
   * What a master knows.
   *
   * @param sinceNanos when it became master
   * @param steppedDown whether it lowered its priority for another owner of the addresses
   * @param rivals the other masters that it hears
   */
  public record Leading(long sinceNanos, boolean steppedDown, List<Rival> rivals) {}

  /**
   * Another master.
   *
   * @param countedNanos when it was last counted as seen
   * @param mutual whether each side rejects the other's packets
   * @param told whether it was reported
   */
  public record Rival(
      InetAddress peer,
      long sinceNanos,
      long lastNanos,
      long countedNanos,
      long intervalNanos,
      int sightings,
      boolean mutual,
      boolean told) {}
}
