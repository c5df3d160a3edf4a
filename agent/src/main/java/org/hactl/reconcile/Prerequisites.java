package org.hactl.reconcile;

import java.util.List;
import java.util.function.Predicate;
import org.hactl.host.DirectRouting;
import org.hactl.module.Change;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * The resources that must be in place before a change may be made. Pure.
 *
 * <p>A VIP on a real server's loopback is harmless only while the host does not answer ARP for it:
 * without {@code arp_ignore} and {@code arp_announce} the host would take the VIP away from the
 * director.
 */
final class Prerequisites {
  private Prerequisites() {}

  /** The desired resources that this change relies on and that are not in place. */
  static List<ResourceId> missing(
      Change change, List<Resource> desired, Predicate<Resource> inPlace) {
    return change.desired() == null
        ? List.of()
        : of(change.id(), desired).stream().filter(inPlace.negate()).map(Resource::id).toList();
  }

  /** The desired resources that this resource relies on. */
  static List<Resource> of(ResourceId id, List<Resource> desired) {
    if (!DirectRouting.isLoopbackVip(id)) {
      return List.of();
    }
    return desired.stream().filter(resource -> DirectRouting.isArpSysctl(resource.id())).toList();
  }
}
