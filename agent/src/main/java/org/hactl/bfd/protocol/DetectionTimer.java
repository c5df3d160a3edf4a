package org.hactl.bfd.protocol;

/** When the session with a silent neighbour goes down (RFC 5880 section 6.8.4). */
final class DetectionTimer {
  private long heardNanos;
  private long deadlineNanos = BfdSession.NEVER;

  /** A packet arrived: the detection time starts again. */
  void heard(long detectionNanos, long nowNanos) {
    heardNanos = nowNanos;
    deadlineNanos = nowNanos + detectionNanos;
  }

  /** The detection time changed; it still counts from the last packet. */
  void changed(long detectionNanos) {
    if (deadlineNanos != BfdSession.NEVER) {
      deadlineNanos = heardNanos + detectionNanos;
    }
  }

  void stop() {
    deadlineNanos = BfdSession.NEVER;
  }

  boolean hasExpired(long nowNanos) {
    return nowNanos >= deadlineNanos;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }
}
