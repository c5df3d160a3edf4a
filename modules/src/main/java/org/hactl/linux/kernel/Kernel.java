package org.hactl.linux.kernel;

import org.hactl.linux.kernel.ipvs.Ipvs;

/**
 * The kernel of this host, in the network namespace that the thread which opened it was in. Safe
 * for use by several platform threads; one call at a time reaches the kernel.
 */
public interface Kernel extends AutoCloseable {
  Links links();

  Addresses addresses();

  Routes routes();

  Rules rules();

  Sysctls sysctls();

  Ipvs ipvs();

  KernelEvents events();

  @Override
  void close();
}
