package org.hactl.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.host.DriftPolicy;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * What a pass works towards.
 *
 * @param desired everything that the host has to have now, of all kinds
 * @param claimed what may come with a role and belongs to hactl even while it is not wanted: the
 *     addresses of virtual routers. It stays in the ownership journal, so that a failover does not
 *     wait for the disk.
 * @param exclusive kinds whose unmanaged resources are removed
 * @param mode what to do about drift
 */
public record WantedResources(
    List<Resource> desired, List<Resource> claimed, Set<String> exclusive, DriftPolicy.Mode mode) {
  public WantedResources {
    desired = List.copyOf(desired);
    claimed = List.copyOf(claimed);
    exclusive = Set.copyOf(exclusive);
  }

  List<Resource> ofKind(String kind) {
    return desired.stream().filter(resource -> resource.id().kind().equals(kind)).toList();
  }

  boolean wants(ResourceId id) {
    return desired.stream().anyMatch(resource -> resource.id().equals(id));
  }

  Set<ResourceId> claimedIds() {
    Set<ResourceId> ids = new HashSet<>();
    claimed.forEach(resource -> ids.add(resource.id()));
    return ids;
  }
}
