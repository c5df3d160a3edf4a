package org.hactl.site.model;

import org.hactl.module.Resource;

/**
 * A route or rule that a virtual router holds.
 *
 * @param tracked whether the router is in FAULT while this host cannot have it
 * @param <R> the kind of resource
 */
public record HeldResource<R extends Resource>(R resource, boolean tracked) {
  /**
   * The resource of a host that always has it.
   *
   * @throws IllegalArgumentException if it says that no role depends on it
   */
  public R whateverTheRole() {
    if (!tracked) {
      throw new IllegalArgumentException("track is for what a virtual router holds; leave it out");
    }
    return resource;
  }
}
