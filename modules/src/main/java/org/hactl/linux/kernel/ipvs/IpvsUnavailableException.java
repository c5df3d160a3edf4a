package org.hactl.linux.kernel.ipvs;

import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/** There is no IPVS in this kernel: neither built in nor as a module that could be loaded. */
public final class IpvsUnavailableException extends LinuxException {
  public IpvsUnavailableException(String reason) {
    super("open IPVS", "", Errno.NONE, reason);
  }
}
