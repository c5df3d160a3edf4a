package org.hactl.linux.netlink;

import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * The number of IPVS's generic netlink family. It is looked up once, and again if the kernel no
 * longer knows the number: if the module is unloaded and loaded again, it gets another number.
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
   * Runs a request whose object always exists: ENOENT then means that the family has another
   * number.
   *
   * @param request called with the family's number
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
