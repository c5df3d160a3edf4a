package org.hactl.reconcile;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.host.DriftPolicy;
import org.hactl.module.Owned;
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
 * @param unnamed what to do with resources that hactl created and that are neither desired nor
 *     claimed
 */
public record WantedResources(
    List<Resource> desired,
    List<Resource> claimed,
    Set<String> exclusive,
    DriftPolicy.Mode mode,
    Unnamed unnamed) {
  /** What happens to a resource that hactl created and the host state does not name. */
  public enum Unnamed {
    REMOVED,
    /** A part of the host state could not be read, and that part may name the resource. */
    KEPT
  }

  /** What a host state that was read as a whole wants. */
  public WantedResources(
      List<Resource> desired,
      List<Resource> claimed,
      Set<String> exclusive,
      DriftPolicy.Mode mode) {
    this(desired, claimed, exclusive, mode, Unnamed.REMOVED);
  }

  public WantedResources {
    desired = List.copyOf(desired);
    claimed = List.copyOf(claimed);
    exclusive = Set.copyOf(exclusive);
  }

  public WantedResources desiring(List<Resource> others) {
    return new WantedResources(others, claimed, exclusive, mode, unnamed);
  }

  public WantedResources in(DriftPolicy.Mode other) {
    return new WantedResources(desired, claimed, exclusive, other, unnamed);
  }

  /**
   * The owned resources that a plan may change or remove. A claimed one goes with the role
   * whichever program added it: a backup must not have it.
   */
  Collection<Owned> manageable(Collection<Owned> owned) {
    Set<ResourceId> claimedIds = claimedIds();
    return owned.stream()
        .filter(each ->
            unnamed == Unnamed.REMOVED || claimedIds.contains(each.id()) || wants(each.id()))
        .map(each -> claimedIds.contains(each.id()) ? each.tagged(false) : each)
        .toList();
  }

  /** Whether unmanaged resources of a kind are removed. */
  boolean isExclusive(String kind) {
    return unnamed == Unnamed.REMOVED && exclusive.contains(kind);
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
