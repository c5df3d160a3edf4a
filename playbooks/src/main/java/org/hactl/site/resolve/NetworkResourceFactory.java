package org.hactl.site.resolve;

import org.hactl.linux.net.Scope;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.site.shape.NetworkShape.AddressDraft;

/** Makes the resources of the network, and says them in words. */
public final class NetworkResourceFactory {
  private static final String LOOPBACK = "lo";

  private NetworkResourceFactory() {}

  /** A kernel parameter; {@link IllegalArgumentException} where the name is none. */
  static SysctlResource sysctl(String name, String value) {
    return new SysctlResource(name, value);
  }

  static AddressResource address(AddressDraft draft) {
    return AddressResource.of(
        draft.interfaceName(),
        draft.address().toString(),
        null,
        draft.scope().equals(Scope.GLOBAL) ? null : draft.scope().toString());
  }

  /** A VIP that a real server takes for its own: alone on the loopback interface. */
  static AddressResource loopbackVip(String vip) {
    return AddressResource.of(LOOPBACK, vip);
  }

  /** Whether a resource is that address, on whatever interface. */
  public static boolean isAddress(Resource resource, String address) {
    return resource instanceof AddressResource a && a.address().startsWith(address + "/");
  }

  /** A resource as an operator would say it. */
  public static String say(Resource resource) {
    return resource instanceof SysctlResource sysctl
        ? sysctl.key() + "=" + sysctl.value()
        : resource.id().toString();
  }
}
