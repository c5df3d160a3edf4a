package org.hactl.linux.netlink;

import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * The number of IPVS's generic netlink family. It is looked up once, and again if the kernel no
 * longer knows it: a module that is unloaded and loaded again gets another number.
 */
final class IpvsFamilyNumber {
  private final IntSupplier resolver;
  private int known;

  IpvsFamilyNumber(IntSupplier resolver) {
    this.resolver = resolver;
  }

  int get() {
    if (known == 0) {
      known = resolver.getAsInt();
    }
    return known;
  }

  /**
   * Runs a request about something that always exists, so that ENOENT can only mean the family.
   *
   * @param request called with the number
   */
  <T> T ask(IntFunction<T> request) {
    try {
      return request.apply(get());
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
      known = 0;
      return request.apply(get());
    }
  }
}
