package org.hactl.vrrp.protocol;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RoleSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The other masters that this router hears while it is master. After a takeover the old master may
 * advertise for up to one interval. So a router counts as a second master only when it is heard
 * three times over a longer time. Only a new master allocates memory.
 *
 * <p>A master with another configuration cannot yield, and this router may hear it only once:
 * keepalived restarts its timer with every packet that it rejects, so it stays master without
 * advertising. This class reports that master at once; it counts as gone only after a long time.
 */
final class Rivals {
  /** How many other masters are watched at once; more are ignored. */
  private static final int MAX_RIVALS = 4;

  private static final int SIGHTINGS = 3;

  /** A master that is not heard for this many intervals is gone. */
  private static final int INTERVALS_UNTIL_GONE = 4;

  /** The same for a master that may be present but silent. */
  private static final int SILENT_INTERVALS_UNTIL_GONE = 60;

  /** Reasons that mean different configurations, so that each side rejects the other's packets. */
  private static final Set<RejectReason> MUTUAL =
      EnumSet.of(
          RejectReason.VERSION,
          RejectReason.AUTH_TYPE,
          RejectReason.PASSWORD,
          RejectReason.DIGEST,
          RejectReason.INTERVAL,
          RejectReason.ADDRESS_LIST);

  private final @Nullable Rival[] rivals = new Rival[MAX_RIVALS];
  private long deadlineNanos = VirtualRouter.NEVER;

  /** One other master. */
  private static final class Rival {
    final InetAddress peer;
    final long sinceNanos;
    long lastNanos;
    long countedNanos;
    long intervalNanos;
    int sightings;
    boolean mutual;
    boolean told;

    Rival(InetAddress peer, long sinceNanos) {
      this.peer = peer;
      this.sinceNanos = sinceNanos;
      this.countedNanos = sinceNanos;
      this.sightings = 1;
    }

    Rival(RoleSnapshot.Rival from) {
      this(from.peer(), from.sinceNanos());
      lastNanos = from.lastNanos();
      countedNanos = from.countedNanos();
      intervalNanos = from.intervalNanos();
      sightings = from.sightings();
      mutual = from.mutual();
      told = from.told();
    }

    RoleSnapshot.Rival snapshot() {
      return new RoleSnapshot.Rival(
          peer, sinceNanos, lastNanos, countedNanos, intervalNanos, sightings, mutual, told);
    }

    long goneNanos() {
      int intervals =
          mutual && sightings < SIGHTINGS ? SILENT_INTERVALS_UNTIL_GONE : INTERVALS_UNTIL_GONE;
      return lastNanos + intervals * intervalNanos;
    }

    /** A burst counts as one sighting. */
    boolean isMaster(long nowNanos) {
      if (nowNanos - countedNanos >= intervalNanos / 2) {
        countedNanos = nowNanos;
        sightings++;
      }
      return mutual || (sightings >= SIGHTINGS && nowNanos - sinceNanos >= intervalNanos * 3 / 2);
    }
  }

  /**
   * Another router advertised as master while this one is master.
   *
   * @param rejected why this router rejected the peer's packet, or why the peer may reject ours;
   *     null if there is no reason
   * @param intervalNanos the longer one of the peer's interval and ours
   * @return what to report
   */
  List<Effect> hear(
      InetAddress peer,
      int priority,
      @Nullable RejectReason rejected,
      long intervalNanos,
      long nowNanos) {
    Rival rival = of(peer, nowNanos);
    if (rival == null) {
      return List.of();
    }
    rival.lastNanos = nowNanos;
    rival.intervalNanos = intervalNanos;
    rival.mutual = rejected != null && MUTUAL.contains(rejected);
    boolean news = rival.isMaster(nowNanos) && !rival.told;
    rival.told |= news;
    if (rival.told) {
      deadlineNanos = earliest();
    }
    return news
        ? List.of(new Effect.SeeTwoMasters(peer, priority, rejected, rival.sinceNanos))
        : List.of();
  }

  /** Whether this router was heard a moment ago. */
  boolean knows(InetAddress peer, long nowNanos) {
    for (Rival rival : rivals) {
      if (rival != null && rival.peer.equals(peer) && nowNanos < rival.goneNanos()) {
        return true;
      }
    }
    return false;
  }

  /** What to report because the deadline has come. */
  List<Effect> due(long nowNanos) {
    return nowNanos < deadlineNanos ? List.of() : forget(false, nowNanos);
  }

  /** What to report because this router is no longer master. */
  List<Effect> end(long nowNanos) {
    return forget(true, nowNanos);
  }

  List<RoleSnapshot.Rival> all() {
    List<RoleSnapshot.Rival> all = new ArrayList<>();
    for (Rival rival : rivals) {
      if (rival != null) {
        all.add(rival.snapshot());
      }
    }
    return all;
  }

  /** Goes on with what another process has heard. */
  void restore(List<RoleSnapshot.Rival> from) {
    for (int index = 0; index < Math.min(MAX_RIVALS, from.size()); index++) {
      rivals[index] = new Rival(from.get(index));
    }
    deadlineNanos = earliest();
  }

  /** When the next other master counts as gone, unless this router hears it again. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  private @Nullable Rival of(InetAddress peer, long nowNanos) {
    int free = -1;
    for (int index = 0; index < MAX_RIVALS; index++) {
      Rival rival = rivals[index];
      boolean stale = rival == null || (!rival.told && nowNanos >= rival.goneNanos());
      if (rival != null && !stale && rival.peer.equals(peer)) {
        return rival;
      }
      free = stale ? index : free;
    }
    if (free < 0) {
      return null;
    }
    Rival fresh = new Rival(peer, nowNanos);
    rivals[free] = fresh;
    return fresh;
  }

  private List<Effect> forget(boolean all, long nowNanos) {
    List<Effect> effects = List.of();
    for (int index = 0; index < MAX_RIVALS; index++) {
      Rival rival = rivals[index];
      if (rival != null && (all || (rival.told && nowNanos >= rival.goneNanos()))) {
        rivals[index] = null;
        if (rival.told) {
          long lastedNanos = rival.lastNanos - rival.sinceNanos;
          effects =
              Effect.concat(effects, List.of(new Effect.SeeOneMaster(rival.peer, lastedNanos)));
        }
      }
    }
    deadlineNanos = earliest();
    return effects;
  }

  private long earliest() {
    long earliest = VirtualRouter.NEVER;
    for (Rival rival : rivals) {
      if (rival != null && rival.told) {
        earliest = Math.min(earliest, rival.goneNanos());
      }
    }
    return earliest;
  }
}
