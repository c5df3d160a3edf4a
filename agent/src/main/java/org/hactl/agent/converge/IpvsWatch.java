package org.hactl.agent.converge;

import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.jspecify.annotations.Nullable;

/**
 * Notices that another program changed the virtual services. The kernel sends no event for that, so
 * this class polls it. A whole pass over ten thousand real servers each time would leave so much
 * garbage that advertisements are late. For one thread.
 */
final class IpvsWatch {
  private final Ipvs ipvs;
  private @Nullable Long last;

  IpvsWatch(Ipvs ipvs) {
    this.ipvs = ipvs;
  }

  /** Whether the table may have changed since the last call. */
  boolean hasChanged() {
    Long before = last;
    try {
      last = ipvs.fingerprint();
      return !last.equals(before);
    } catch (LinuxException | CodecException e) {
      // The pass meets the same error and reports it.
      last = null;
      return true;
    }
  }

  /** A pass has changed the table: the next look takes it as changed. */
  void changedByPass() {
    last = null;
  }
}
