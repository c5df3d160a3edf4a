package org.hactl.health;

import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * The end of a whole try. Every wait is given what is left, so a server that sends a byte now and
 * then cannot hold a try open.
 */
final class Deadline {
  private final LongSupplier nanos;
  private final long endNanos;

  Deadline(LongSupplier nanos, long timeoutMillis) {
    this.nanos = nanos;
    this.endNanos = nanos.getAsLong() + timeoutMillis * 1_000_000;
  }

  /** At least 1, since 0 means without end to a socket. */
  int remainingMillis() throws SocketTimeoutException {
    long left = endNanos - nanos.getAsLong();
    if (left <= 0) {
      throw new SocketTimeoutException("no time left");
    }
    return Math.clamp((left + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
  }
}
