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
 * What the last pass that went well left behind, resource by resource. It tells drift from intent:
 * a change towards something new is intended; a change towards what had been reached before is
 * drift.
 *
 * <p>Not safe for use by several threads; every phase has its own.
 */
public final class ReachedState {
  private final Map<ResourceId, Optional<Resource>> reached = new HashMap<>();
  private final Set<String> exclusiveKinds = new HashSet<>();

  /** Whether this change puts back what had been reached. */
  public boolean isDrift(Change change) {
    Optional<Resource> before = reached.get(change.id());
    if (before != null) {
      return before.equals(Optional.ofNullable(change.desired()));
    }
    // An unmanaged resource of an exclusive kind: it is new.
    return change.desired() == null && exclusiveKinds.contains(change.id().kind());
  }

  public boolean isReached(Resource wanted) {
    return Optional.of(wanted).equals(reached.get(wanted.id()));
  }

  void present(Resource resource) {
    reached.put(resource.id(), Optional.of(resource));
  }

  void absent(ResourceId id) {
    reached.put(id, Optional.empty());
  }

  /** Nothing is known of it: it could not be put in place, or is no longer of interest. */
  void forget(ResourceId id) {
    reached.remove(id);
  }

  /** Forgets what is neither wanted nor claimed any more. */
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
