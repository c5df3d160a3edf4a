package org.hactl.linux.netlink;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;

/**
 * Kernel parameters, for which the kernel's IPVS is loaded when a parameter of IPVS is missing: it
 * exists only while the module is loaded.
 */
final class IpvsSysctls implements Sysctls {
  private static final List<String> FOLDER = List.of("net", "ipv4", "vs");

  private final Sysctls sysctls;
  private final Supplier<String> ipvsLoader;

  /**
   * @param ipvsLoader loads the module
   */
  IpvsSysctls(Sysctls sysctls, Supplier<String> ipvsLoader) {
    this.sysctls = sysctls;
    this.ipvsLoader = ipvsLoader;
  }

  @Override
  public Optional<String> read(SysctlKey key) {
    Optional<String> value = sysctls.read(key);
    if (value.isPresent() || !isOfIpvs(key)) {
      return value;
    }
    var _ = ipvsLoader.get();
    return sysctls.read(key);
  }

  @Override
  public void write(SysctlKey key, String value) {
    sysctls.write(key, value);
  }

  private static boolean isOfIpvs(SysctlKey key) {
    return key.parts().size() > FOLDER.size()
        && key.parts().subList(0, FOLDER.size()).equals(FOLDER);
  }
}
