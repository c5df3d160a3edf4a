package org.hactl.linux.netlink;

import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * The number of IPVS's generic netlink family. It is asked for once, and anew where the kernel does
 * not know it any more: a module that is unloaded and loaded again gets another one.
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
   * Asks for something that is there whatever its number: ENOENT can only mean the family.
   *
   * @param request given the number
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
