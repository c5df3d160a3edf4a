package org.hactl.linux.kernel;

import org.hactl.linux.kernel.ipvs.Ipvs;

/**
 * The kernel of this host, in the network namespace of the thread that opened it. Safe for several
 * platform threads; one call at a time reaches the kernel.
 */
public interface Kernel extends AutoCloseable {
  Links links();

  Addresses addresses();

  Routes routes();

  Rules rules();

  Neighbours neighbours();

  Sysctls sysctls();

  Ipvs ipvs();

  KernelEvents events();

  @Override
  void close();
}
