package org.hactl.vrrp.engine;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The clocks of a director: nanoseconds since its boot, and a wall clock that can be set. The
 * simulation's own time is the schedule's.
 */
final class SimulatedClocks {
  private static final long EPOCH_SECONDS = 1_800_000_000L;
  private static final long MAX_BOOT_TIME_NANOS = 1_000_000_000L;

  private final Schedule schedule;
  private final RandomGenerator random;
  private long bootNanos;
  private long startNanos;
  private long wallClockOffsetSeconds;

  /** The director may have booted seconds or days ago. */
  SimulatedClocks(Schedule schedule, RandomGenerator random) {
    this.schedule = schedule;
    this.random = random;
    this.bootNanos = -random.nextLong(1L << (random.nextBoolean() ? 29 : 50));
  }

  /** The director has just booted. */
  void boot() {
    bootNanos = schedule.now() - random.nextLong(MAX_BOOT_TIME_NANOS);
  }

  /** The engine starts now. */
  void start() {
    startNanos = schedule.now();
  }

  /** Sets the wall clock up to an hour forward or back. */
  void stepWallClock() {
    wallClockOffsetSeconds += random.nextInt(7_200) - 3_600;
  }

  /** When the director booted, in the time of the schedule. */
  long bootNanos() {
    return bootNanos;
  }

  /** When the engine started, in the time of the schedule. */
  long startNanos() {
    return startNanos;
  }

  /** Nanoseconds since the director's boot. */
  long sinceBootNanos() {
    return schedule.now() - bootNanos;
  }

  Instant wallClock() {
    return Instant.ofEpochSecond(EPOCH_SECONDS + wallClockOffsetSeconds, schedule.now());
  }
}
