package org.hactl.host;

import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressId;
import org.hactl.module.sysctl.SysctlResource;

/**
 * The resources that direct routing needs on a real server: the VIP on its loopback interface, and
 * the ARP sysctls with which the host does not answer ARP requests for the VIP.
 */
public final class DirectRouting {
  private DirectRouting() {}

  /** Whether this is something that direct routing needs. */
  public static boolean isNeeded(ResourceId id) {
    return isLoopbackVip(id) || isArpSysctl(id);
  }

  public static boolean isLoopbackVip(ResourceId id) {
    return AddressId.of(id).filter(AddressId::isOnLoopback).isPresent();
  }

  public static boolean isArpSysctl(ResourceId id) {
    return SysctlResource.keyOf(id).filter(SysctlKey::restrictsArp).isPresent();
  }
}
