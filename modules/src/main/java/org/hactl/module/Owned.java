package org.hactl.module;

import java.util.Map;

/**
 * What the ownership journal remembers of a resource that hactl created or altered.
 *
 * @param resource the resource as hactl last applied it
 * @param prior what was there before hactl, in the module's own terms; empty if there was nothing
 */
public record Owned(Resource resource, Map<String, String> prior) {
  public Owned {
    prior = Map.copyOf(prior);
  }

  public ResourceId id() {
    return resource.id();
  }
}
