package org.hactl.agent.converge.role;

import java.util.Optional;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.Family;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressId;

/** Whether the kernel would take an address, as far as the agent can know this without trying. */
public final class AddressSupport {
  private AddressSupport() {}

  /**
   * Returns false only if the kernel is known to refuse the address. Returns true for every
   * resource that is not an address.
   */
  public static boolean isPossible(Kernel kernel, ResourceId id) {
    Optional<AddressId> address = AddressId.of(id);
    return address.isEmpty() || isPossible(kernel, address.get());
  }

  private static boolean isPossible(Kernel kernel, AddressId address) {
    try {
      return kernel.links().find(address.interfaceName()).isPresent()
          && (address.prefix().family() == Family.INET
              || !isIpv6Off(kernel, address.interfaceName()));
    } catch (LinuxException e) {
      // The kernel's state cannot be read: the next try shows whether the kernel takes the address.
      return true;
    }
  }

  /** Whether the interface takes no IPv6 address: the kernel then answers EACCES. */
  static boolean isIpv6Off(Kernel kernel, String interfaceName) {
    return kernel
        .sysctls()
        .read(SysctlKey.ofInterface(Family.INET6, interfaceName, "disable_ipv6"))
        .filter("1"::equals)
        .isPresent();
  }
}
