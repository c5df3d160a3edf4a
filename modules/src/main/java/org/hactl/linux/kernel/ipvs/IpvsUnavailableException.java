package org.hactl.linux.kernel.ipvs;

import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/** This kernel has no IPVS, neither built in nor as a module that can be loaded. */
public final class IpvsUnavailableException extends LinuxException {
  public IpvsUnavailableException(String reason) {
    super("open IPVS", "", Errno.NONE, reason);
  }
}
