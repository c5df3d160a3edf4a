package org.hactl.agent.store;

import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** A resource that exists only in the journal. */
record Note(String key, String text) implements Resource {
  @Override
  public ResourceId id() {
    return new ResourceId("note", key);
  }
}
