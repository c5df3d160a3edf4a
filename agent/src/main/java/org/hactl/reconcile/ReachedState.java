package org.hactl.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.module.Change;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * The state of each resource after the last successful pass. It distinguishes drift from intent: a
 * change to a new state is intended; a change back to the reached state corrects drift.
 *
 * <p>Not safe for use by several threads; every phase has its own.
 */
final class ReachedState {
  private final Map<ResourceId, Optional<Resource>> reached = new HashMap<>();
  private final Set<String> exclusiveKinds = new HashSet<>();

  /** Whether this change restores the reached state. */
  boolean isDrift(Change change) {
    Optional<Resource> before = reached.get(change.id());
    if (before != null) {
      return before.equals(Optional.ofNullable(change.desired()));
    }
    // The change removes a new unmanaged resource of an exclusive kind.
    return change.desired() == null && exclusiveKinds.contains(change.id().kind());
  }

  boolean isReached(Resource wanted) {
    return Optional.of(wanted).equals(reached.get(wanted.id()));
  }

  void present(Resource resource) {
    reached.put(resource.id(), Optional.of(resource));
  }

  void absent(ResourceId id) {
    reached.put(id, Optional.empty());
  }

  /** Forgets a resource that could not be put in place, or that is no longer of interest. */
  void forget(ResourceId id) {
    reached.remove(id);
  }

  /** Forgets the resources that are neither wanted nor claimed any more. */
  void retain(String kind, Set<ResourceId> interesting) {
    reached.keySet().removeIf(id -> id.kind().equals(kind) && !interesting.contains(id));
  }

  void exclusive(String kind, boolean exclusive) {
    if (exclusive) {
      exclusiveKinds.add(kind);
    } else {
      exclusiveKinds.remove(kind);
    }
  }
}
