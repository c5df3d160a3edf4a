package org.hactl.module;

import java.util.Map;

/**
 * What the ownership journal remembers of a resource that hactl created or altered.
 *
 * @param resource the resource as it was last put in place
 * @param prior what stood there before, in the module's own terms; empty where there was nothing
 */
public record Owned(Resource resource, Map<String, String> prior) {
  public Owned {
    prior = Map.copyOf(prior);
  }

  public ResourceId id() {
    return resource.id();
  }
}
