package org.hactl.bfd.protocol;

import java.time.Duration;
import org.hactl.bfd.model.BfdTiming;
import org.hactl.bfd.model.SessionSnapshot;

/**
 * The intervals of both ends: the intervals in use, and the intervals that a Poll Sequence still
 * has to agree on (RFC 5880 section 6.8.3).
 */
final class Negotiation {
  private static final long NANOS_PER_MICRO = 1_000;

  private final Neighbour neighbour;
  private final PollSequence poll = new PollSequence();
  private final Intervals intervals;

  Negotiation(BfdTiming timing, Neighbour neighbour) {
    this.neighbour = neighbour;
    this.intervals = new Intervals(micros(timing.idleTx()), micros(timing.minRx()));
  }

  void hear(ControlPacket packet) {
    if (packet.isFinal() && poll.answered()) {
      intervals.agreed();
    }
  }

  /**
   * Asks for the intervals of this state; a change starts a poll.
   *
   * @param up whether the session is up; while it is not, we send slowly
   */
  void ask(BfdTiming timing, boolean up) {
    long desiredMinTxMicros = micros(up ? timing.minTx() : timing.idleTx());
    if (intervals.ask(desiredMinTxMicros, micros(timing.minRx()), up)) {
      poll.start();
    }
  }

  SessionSnapshot.Used snapshot() {
    return intervals.snapshot();
  }

  /** Goes on where another process stood still; a Poll Sequence starts again. */
  void restore(SessionSnapshot.Used from, boolean polling) {
    intervals.restore(from);
    if (polling) {
      poll.start();
    }
  }

  boolean isPolling() {
    return poll.isActive();
  }

  /** A packet with the Poll bit was sent. */
  void polled() {
    poll.asked();
  }

  /** The interval at which we send, before the jitter shortens it. */
  long sendIntervalNanos() {
    return Math.max(intervals.usedMinTxMicros(), neighbour.requiredMinRxMicros()) * NANOS_PER_MICRO;
  }

  /** How long the neighbour may be silent; 0 before its first packet (RFC 5880 section 6.8.4). */
  long detectionNanos() {
    long intervalMicros = Math.max(intervals.usedMinRxMicros(), neighbour.desiredMinTxMicros());
    return neighbour.multiplier() * intervalMicros * NANOS_PER_MICRO;
  }

  /** The value that our packets carry. */
  long desiredMinTxMicros() {
    return intervals.desiredMinTxMicros();
  }

  /** The value that our packets carry. */
  long requiredMinRxMicros() {
    return intervals.requiredMinRxMicros();
  }

  private static long micros(Duration interval) {
    return interval.toNanos() / NANOS_PER_MICRO;
  }
}
