package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.VrrpVersion;

/** The intervals of RFC 3768 section 6.1 and RFC 5798 section 6.1, in nanoseconds. */
final class ProtocolTimers {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final long MAX_EARLINESS_NANOS = 10_000_000L;

  private ProtocolTimers() {}

  /**
   * Skew_Time: the higher the priority, the sooner a backup acts. Version 2 uses fractions of a
   * second, whatever the interval; version 3 uses fractions of the master's interval.
   */
  static long skewNanos(VrrpVersion version, int priority, long masterIntervalNanos) {
    long unit =
        switch (version) {
          case V2 -> NANOS_PER_SECOND;
          case V3 -> masterIntervalNanos;
        };
    return (256 - priority) * unit / 256;
  }

  /**
   * Master_Down_Interval: how long a backup waits without an advertisement before it takes over.
   *
   * @param adverts how many missed advertisements make a master dead, 3 in the RFCs
   */
  static long masterDownNanos(
      VrrpVersion version, int adverts, int priority, long masterIntervalNanos) {
    return adverts * masterIntervalNanos + skewNanos(version, priority, masterIntervalNanos);
  }

  /** How much earlier than planned an advertisement may be sent. */
  static long earlinessNanos(long intervalNanos) {
    return Math.min(intervalNanos / 10, MAX_EARLINESS_NANOS);
  }

  /**
   * The greatest age of a master's last advertisement at which it may resume after a restart: every
   * backup that heard it waits longer than that, whatever its priority. A tenth of an interval is
   * left for the time until the next advertisement is on the wire.
   */
  static long resumeLimitNanos(int adverts, long intervalNanos) {
    return adverts * intervalNanos - intervalNanos / 10;
  }
}
