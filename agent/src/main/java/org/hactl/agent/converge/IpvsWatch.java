package org.hactl.agent.converge;

import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.jspecify.annotations.Nullable;

/**
 * Notices that somebody changed the virtual services, of which the kernel tells nobody: it has to
 * be asked again and again, and a whole pass over ten thousand real servers each time would leave
 * so much garbage that advertisements are late. For one thread.
 */
final class IpvsWatch {
  private final Ipvs ipvs;
  private @Nullable Long last;

  IpvsWatch(Ipvs ipvs) {
    this.ipvs = ipvs;
  }

  /** Whether the table may differ from what it was when this was last asked. */
  boolean hasChanged() {
    Long before = last;
    try {
      last = ipvs.fingerprint();
      return !last.equals(before);
    } catch (LinuxException | CodecException e) {
      // The pass finds out for itself, and says so.
      last = null;
      return true;
    }
  }

  /** A pass has changed it: whether it stayed like that is not known yet. */
  void changedByPass() {
    last = null;
  }
}
