package org.hactl.site.resolve;

import org.hactl.linux.net.Scope;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.site.shape.NetworkShape.AddressDraft;

/** Makes network resources, and describes resources for messages. */
public final class NetworkResourceFactory {
  private static final String LOOPBACK = "lo";

  private NetworkResourceFactory() {}

  /** A kernel parameter; throws {@link IllegalArgumentException} if the name is not valid. */
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

  /** The VIP of a real server, on its loopback interface without a network. */
  static AddressResource loopbackVip(String vip) {
    return AddressResource.of(LOOPBACK, vip);
  }

  /** Whether a resource is this address, on any interface. */
  public static boolean isAddress(Resource resource, String address) {
    return resource instanceof AddressResource a && a.address().startsWith(address + "/");
  }

  /** Describes a resource as an operator would. */
  public static String say(Resource resource) {
    return resource instanceof SysctlResource sysctl
        ? sysctl.key() + "=" + sysctl.value()
        : resource.id().toString();
  }
}
