package org.hactl.module;

/** Which worker runs a module. */
public enum Phase {
  /** Packages, files, services: seconds to minutes, first in an apply, last in a removal. */
  SOFTWARE,
  /** Sysctls, addresses, routes, IPVS: milliseconds; never waits for software. */
  NETWORK
}
