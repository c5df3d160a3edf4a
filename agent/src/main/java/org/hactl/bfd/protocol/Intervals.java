package org.hactl.bfd.protocol;

import org.hactl.bfd.model.SessionSnapshot;

/**
 * The intervals that we ask for, and the intervals that we use until the neighbour has agreed (RFC
 * 5880 section 6.8.3). All in microseconds.
 */
final class Intervals {
  private long desiredMinTxMicros;
  private long requiredMinRxMicros;
  private long usedMinTxMicros;
  private long usedMinRxMicros;

  Intervals(long desiredMinTxMicros, long requiredMinRxMicros) {
    ask(desiredMinTxMicros, requiredMinRxMicros, false);
  }

  /**
   * Asks for other intervals.
   *
   * @param up whether the session is up: then we neither send more slowly nor expect packets more
   *     often before the neighbour has agreed
   * @return whether the neighbour has to agree to a new interval
   */
  boolean ask(long newDesiredMinTxMicros, long newRequiredMinRxMicros, boolean up) {
    boolean changed =
        newDesiredMinTxMicros != desiredMinTxMicros
            || newRequiredMinRxMicros != requiredMinRxMicros;
    desiredMinTxMicros = newDesiredMinTxMicros;
    requiredMinRxMicros = newRequiredMinRxMicros;
    usedMinTxMicros = up ? Math.min(usedMinTxMicros, desiredMinTxMicros) : desiredMinTxMicros;
    usedMinRxMicros = up ? Math.max(usedMinRxMicros, requiredMinRxMicros) : requiredMinRxMicros;
    return changed;
  }

  /** The neighbour has agreed to the new intervals. */
  void agreed() {
    usedMinTxMicros = desiredMinTxMicros;
    usedMinRxMicros = requiredMinRxMicros;
  }

  SessionSnapshot.Used snapshot() {
    return new SessionSnapshot.Used(
        desiredMinTxMicros, requiredMinRxMicros, usedMinTxMicros, usedMinRxMicros);
  }

  void restore(SessionSnapshot.Used from) {
    desiredMinTxMicros = from.desiredMinTxMicros();
    requiredMinRxMicros = from.requiredMinRxMicros();
    usedMinTxMicros = from.usedMinTxMicros();
    usedMinRxMicros = from.usedMinRxMicros();
  }

  /** The value that our packets carry. */
  long desiredMinTxMicros() {
    return desiredMinTxMicros;
  }

  /** The value that our packets carry. */
  long requiredMinRxMicros() {
    return requiredMinRxMicros;
  }

  /** The value that we use now. */
  long usedMinTxMicros() {
    return usedMinTxMicros;
  }

  /** The value that we use now. */
  long usedMinRxMicros() {
    return usedMinRxMicros;
  }
}
