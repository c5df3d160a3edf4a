package org.hactl.agent.converge;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.jspecify.annotations.Nullable;

/**
 * Notices that another program changed the virtual services. The kernel sends no event for that, so
 * this class polls it. A whole pass over ten thousand real servers each time would leave so much
 * garbage that advertisements are late. {@link #isDue} may be called from any thread; the rest is
 * for one thread.
 */
final class IpvsWatch {
  /** A look at a thousand services takes long: the pause after it is so many times as long. */
  private static final int PAUSE = 4;

  private final Ipvs ipvs;
  private final LongSupplier nanos;
  private @Nullable Long last;

  /** When the next look is due, by the clock. */
  private final AtomicLong nextAtNanos;

  /**
   * @param nanos a monotonic clock
   */
  IpvsWatch(Ipvs ipvs, LongSupplier nanos) {
    this.ipvs = ipvs;
    this.nanos = nanos;
    this.nextAtNanos = new AtomicLong(nanos.getAsLong());
  }

  /** Whether it is time for a look: looks take a fifth of the worker's time at most. */
  boolean isDue() {
    return nanos.getAsLong() - nextAtNanos.get() >= 0;
  }

  /** Whether the table may have changed since the last call. */
  boolean hasChanged() {
    long begun = nanos.getAsLong();
    Long before = last;
    try {
      last = ipvs.fingerprint();
      return !last.equals(before);
    } catch (LinuxException | CodecException e) {
      // The pass meets the same error and reports it.
      last = null;
      return true;
    } finally {
      long end = nanos.getAsLong();
      nextAtNanos.set(end + PAUSE * (end - begun));
    }
  }

  /** A pass has changed the table: the next look takes it as changed. */
  void changedByPass() {
    last = null;
  }
}
