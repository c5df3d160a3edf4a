package org.hactl.linux.libc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * CLOCK_BOOTTIME: monotonic, the same for all processes of one boot, and running through suspends.
 */
public final class BootClock {
  private static final int CLOCK_BOOTTIME = 7;

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private BootClock() {}

  /** Nanoseconds since the host booted. */
  public static long nanos() {
    long[] time = new long[2];
    LibC.clock_gettime(CLOCK_BOOTTIME, time);
    return time[0] * 1_000_000_000L + time[1];
  }

  /** A clock for one thread that reads it often: a reading allocates nothing. */
  public static LongSupplier forOneThread() {
    long[] time = new long[2];
    return () -> {
      LibC.clock_gettime(CLOCK_BOOTTIME, time);
      return time[0] * 1_000_000_000L + time[1];
    };
  }

  /**
   * The kernel's identifier of this boot.
   *
   * @throws IOException with the system's error
   */
  public static String bootId() throws IOException {
    return Files.readString(BOOT_ID).strip();
  }
}
