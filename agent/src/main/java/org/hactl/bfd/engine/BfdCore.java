package org.hactl.bfd.engine;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdLimits;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.bfd.protocol.BfdInput;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.counters.EnumCounters;
import org.jspecify.annotations.Nullable;

/**
 * All BFD sessions of the host. One thread uses it; it does all work of the engine except waiting.
 */
final class BfdCore implements BfdNetwork.Inbox {
  private static final long LOOK_INTERVAL_NANOS = 1_000_000_000L;

  private final BfdNetwork network;
  private final BfdListener listener;
  private final LongSupplier clock;
  private final InstantSource wallClock;
  private final RandomGenerator random;
  private final EnumCounters<BfdRejectReason> unassigned =
      new EnumCounters<>(BfdRejectReason.class);

  /** In the order of the configuration; a list, because walking it allocates nothing. */
  private List<ActiveSession> sessions = new ArrayList<>();

  /** Sessions removed from the site that still send AdminDown. */
  private final List<Leaving> leaving = new ArrayList<>();

  /** What another process left for the sessions of the next configuration, by their names. */
  private Map<String, SessionSnapshot> inherited = Map.of();

  private long nextLookNanos;

  private record Leaving(ActiveSession session, long untilNanos) {}

  BfdCore(
      BfdNetwork network,
      BfdListener listener,
      LongSupplier clock,
      InstantSource wallClock,
      RandomGenerator random) {
    this.network = network;
    this.listener = listener;
    this.clock = clock;
    this.wallClock = wallClock;
    this.random = random;
    this.nextLookNanos = clock.getAsLong() + LOOK_INTERVAL_NANOS;
  }

  /**
   * Makes these the sessions of the host. Sessions that stay the same are not touched; see {@link
   * BfdService#configure}.
   */
  void configure(List<BfdConfig> configs) {
    BfdLimits.requireDistinct(configs);
    long nowNanos = clock.getAsLong();
    Map<String, ActiveSession> before = new LinkedHashMap<>();
    sessions.forEach(session -> before.put(session.config().name(), session));
    Map<String, ActiveSession> kept = new LinkedHashMap<>();
    for (BfdConfig config : configs) {
      ActiveSession same = before.get(config.name());
      if (same != null && same.config().isSameSession(config)) {
        before.remove(config.name());
        kept.put(config.name(), same);
      }
    }
    before.values().forEach(session -> leave(session, nowNanos));
    List<ActiveSession> after = new ArrayList<>();
    for (BfdConfig config : configs) {
      ActiveSession session = kept.get(config.name());
      if (session == null) {
        session = create(config, nowNanos);
      } else if (!session.config().equals(config)) {
        session.reconfigure(config, nowNanos);
      }
      after.add(session);
    }
    sessions = after;
    inherited = Map.of();
  }

  private ActiveSession create(BfdConfig config, long nowNanos) {
    // The neighbour must not hear two sessions from us.
    leaving.removeIf(each -> each.session().config().sharesNeighbour(config) && closed(each));
    SessionSnapshot from = inherited.get(config.name());
    ActiveSession session =
        new ActiveSession(
            config,
            from == null ? newDiscriminator() : from.discriminator(),
            random,
            network,
            listener,
            wallClock,
            nowNanos);
    if (from != null) {
      session.takeOver(from, nowNanos);
      session.countFrom(from.traffic());
    }
    return session;
  }

  /** The new sessions of the next configuration go on in the place of these. */
  void inherit(Map<String, SessionSnapshot> from) {
    inherited = from;
  }

  /**
   * What the next process must know. It needs the ports, so this closes them; {@link #thaw} opens
   * them again.
   */
  Map<String, SessionSnapshot> freeze() {
    Map<String, SessionSnapshot> frozen = new LinkedHashMap<>();
    sessions.forEach(session -> {
      frozen.put(session.config().name(), session.snapshot());
      session.closePort();
    });
    return frozen;
  }

  /** Goes on after {@link #freeze}: what was not heard meanwhile does not count. */
  void thaw() {
    long nowNanos = clock.getAsLong();
    sessions.forEach(session -> {
      session.look();
      session.takeOver(session.snapshot(), nowNanos);
    });
  }

  /** Random, so that an attacker off the path cannot guess it; unique among the sessions. */
  private int newDiscriminator() {
    while (true) {
      int discriminator = random.nextInt();
      if (discriminator != 0 && byDiscriminator(discriminator) == null) {
        return discriminator;
      }
    }
  }

  private void leave(ActiveSession session, long nowNanos) {
    session.step(new BfdInput.Disabled(BfdReason.REMOVED), nowNanos);
    leaving.add(new Leaving(session, nowNanos + session.farewellNanos()));
  }

  private static boolean closed(Leaving leaving) {
    leaving.session().closePort();
    return true;
  }

  // RFC 5880 section 6.8.6, up to the choice of the session
  @Override
  public void receive(ControlPacket packet, BfdNetwork.Arrival arrival) {
    BfdRejectReason problem = packet.problem();
    if (problem != null) {
      unassigned.count(problem);
      return;
    }
    int discriminator = packet.yourDiscriminator();
    ActiveSession session =
        discriminator != 0 ? byDiscriminator(discriminator) : byNeighbour(arrival);
    if (session != null) {
      session.receive(packet, arrival, clock.getAsLong());
    } else {
      unassigned.count(
          discriminator != 0
              ? BfdRejectReason.UNKNOWN_DISCRIMINATOR
              : BfdRejectReason.UNKNOWN_NEIGHBOUR);
    }
  }

  private @Nullable ActiveSession byDiscriminator(int discriminator) {
    for (int index = 0; index < sessions.size(); index++) {
      if (sessions.get(index).discriminator() == discriminator) {
        return sessions.get(index);
      }
    }
    return null;
  }

  private @Nullable ActiveSession byNeighbour(BfdNetwork.Arrival arrival) {
    for (int index = 0; index < sessions.size(); index++) {
      if (sessions.get(index).isNeighbourOf(arrival)) {
        return sessions.get(index);
      }
    }
    return null;
  }

  /** Fires the timers that are due now. */
  void fireTimers() {
    fireTimers(clock.getAsLong());
  }

  /**
   * Fires the timers that are due at the given time. The caller must have read all packets that
   * came earlier.
   */
  void fireTimers(long nowNanos) {
    for (int index = 0; index < sessions.size(); index++) {
      sessions.get(index).fireTimer(nowNanos);
    }
    if (!leaving.isEmpty()) {
      leaving.forEach(each -> each.session().fireTimer(nowNanos));
      leaving.removeIf(each -> nowNanos >= each.untilNanos() && closed(each));
    }
    if (nowNanos >= nextLookNanos) {
      nextLookNanos = nowNanos + LOOK_INTERVAL_NANOS;
      sessions.forEach(ActiveSession::look);
    }
  }

  /** When to call {@link #fireTimers} next. */
  long nextDeadlineNanos() {
    long deadlineNanos = nextLookNanos;
    for (int index = 0; index < sessions.size(); index++) {
      deadlineNanos = Math.min(deadlineNanos, sessions.get(index).nextDeadlineNanos());
    }
    for (int index = 0; index < leaving.size(); index++) {
      deadlineNanos = Math.min(deadlineNanos, leaving.get(index).session().nextDeadlineNanos());
    }
    return deadlineNanos;
  }

  List<BfdSessionStatus> sessionStatus() {
    long now = clock.getAsLong();
    return sessions.stream().map(session -> session.status(now)).toList();
  }

  Map<BfdRejectReason, Long> unassigned() {
    return unassigned.nonZero();
  }

  /** Takes every session down with one AdminDown packet, and closes the sockets. */
  void close() {
    long nowNanos = clock.getAsLong();
    for (ActiveSession session : sessions) {
      session.step(new BfdInput.Disabled(BfdReason.SHUTDOWN), nowNanos);
      session.closePort();
    }
    leaving.forEach(BfdCore::closed);
    sessions = new ArrayList<>();
    leaving.clear();
  }
}
