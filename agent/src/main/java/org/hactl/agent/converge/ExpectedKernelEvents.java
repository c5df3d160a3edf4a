package org.hactl.agent.converge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.module.ResourceId;

/**
 * The kernel tells its listeners of every address that comes or goes, also of those that a role has
 * just brought or taken. A failover of hundreds would be slowed down by looks at what it is doing
 * itself. Safe for use from any thread.
 */
public final class ExpectedKernelEvents {
  private final Set<ResourceId> coming = ConcurrentHashMap.newKeySet();
  private final Set<ResourceId> going = ConcurrentHashMap.newKeySet();

  /** Before the kernel is asked for it. */
  void expect(ResourceId id, boolean added) {
    of(added).add(id);
    of(!added).remove(id);
  }

  /** Whether this is what was expected; it is so once. */
  boolean hears(ResourceId id, boolean added) {
    return of(added).remove(id);
  }

  /** It will not be heard: the kernel did not do it. */
  void refused(ResourceId id, boolean added) {
    of(added).remove(id);
  }

  private Set<ResourceId> of(boolean added) {
    return added ? coming : going;
  }
}
