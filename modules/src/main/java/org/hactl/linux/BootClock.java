package org.hactl.linux;

/**
 * CLOCK_BOOTTIME: monotonic, the same for all processes of one boot, and running through suspends.
 */
public final class BootClock {
  private static final int CLOCK_BOOTTIME = 7;

  private BootClock() {}

  /** Nanoseconds since the host was booted. */
  public static long nanos() {
    long[] time = new long[2];
    RawSocketCalls.clock_gettime(CLOCK_BOOTTIME, time);
    return time[0] * 1_000_000_000L + time[1];
  }
}
