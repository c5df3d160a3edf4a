package org.hactl.health.wire;

import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * The deadline of a whole try. Each read or write may take only the time that is left, so a server
 * that sends a byte now and then cannot keep a try open.
 */
public final class Deadline {
  private final LongSupplier nanos;
  private final long endNanos;

  public Deadline(LongSupplier nanos, long timeoutMillis) {
    this.nanos = nanos;
    this.endNanos = nanos.getAsLong() + timeoutMillis * 1_000_000;
  }

  /** At least 1: to a socket, 0 means no timeout. */
  public int remainingMillis() throws SocketTimeoutException {
    long left = endNanos - nanos.getAsLong();
    if (left <= 0) {
      throw new SocketTimeoutException("no time left");
    }
    return Math.clamp((left + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
  }
}
