package org.hactl.reconcile;

import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** A resource of any kind with one value. */
public record Thing(String kind, String key, String value) implements Resource {
  @Override
  public ResourceId id() {
    return new ResourceId(kind, key);
  }
}
