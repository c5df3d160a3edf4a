package org.hactl.agent.converge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.module.ResourceId;

/**
 * The kernel reports every address that is added or removed, also those that a role has just
 * changed. A failover of hundreds of addresses would be slowed down by passes over its own changes.
 * Safe for use from any thread.
 */
final class ExpectedKernelEvents {
  private final Set<ResourceId> coming = ConcurrentHashMap.newKeySet();
  private final Set<ResourceId> going = ConcurrentHashMap.newKeySet();

  /** Called before the change is requested from the kernel. */
  void expect(ResourceId id, boolean added) {
    of(added).add(id);
    of(!added).remove(id);
  }

  /** Whether this event was expected; each one is expected only once. */
  boolean hears(ResourceId id, boolean added) {
    return of(added).remove(id);
  }

  /** Removes an event that will not come, because the kernel refused the change. */
  void refused(ResourceId id, boolean added) {
    of(added).remove(id);
  }

  private Set<ResourceId> of(boolean added) {
    return added ? coming : going;
  }
}
