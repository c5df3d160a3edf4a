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

  /** No backup waits longer than this after priority 0, whatever its priority. */
  private static long longestSkewNanos(VrrpVersion version, long intervalNanos) {
    return skewNanos(version, 0, intervalNanos);
  }

  /**
   * How often a master that hands its role over sends priority 0. It starts the skew time of the
   * backups again, so the next one leaves after that has passed.
   */
  static long offerEveryNanos(VrrpVersion version, long intervalNanos) {
    return longestSkewNanos(version, intervalNanos) * 5 / 4;
  }

  /**
   * How long a master that hands its role over waits for another one: by then even a backup that
   * has heard no priority 0 has taken over.
   */
  static long handOverNanos(VrrpVersion version, int adverts, long intervalNanos) {
    return masterDownNanos(version, adverts, 0, intervalNanos) + intervalNanos;
  }

  /** How long the old master serves on after it has heard the new one. */
  static long servesOnNanos(long newMastersIntervalNanos) {
    return Math.min(HandOver.SERVES_ON_NANOS, newMastersIntervalNanos);
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
