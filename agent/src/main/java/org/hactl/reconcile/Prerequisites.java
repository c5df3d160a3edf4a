package org.hactl.reconcile;

import java.util.List;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.Change;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressId;
import org.hactl.module.sysctl.SysctlResource;

/**
 * What has to be in place before a change may be made. Pure.
 *
 * <p>A VIP on a real server's loopback is harmless only while the host does not answer ARP for it:
 * without {@code arp_ignore} and {@code arp_announce} it would take the VIP away from the director.
 */
public final class Prerequisites {
  private Prerequisites() {}

  /** Those of the wanted resources that this change relies on. */
  public static List<Resource> of(Change change, List<Resource> desired) {
    boolean loopbackAddress =
        change.desired() != null
            && AddressId.of(change.id()).filter(AddressId::isOnLoopback).isPresent();
    if (!loopbackAddress) {
      return List.of();
    }
    return desired.stream()
        .filter(resource ->
            SysctlResource.keyOf(resource.id()).filter(SysctlKey::restrictsArp).isPresent())
        .toList();
  }
}
