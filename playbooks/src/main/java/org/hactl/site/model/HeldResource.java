package org.hactl.site.model;

import org.hactl.module.Resource;

/**
 * A route or rule that a virtual router holds.
 *
 * @param tracked whether the router is in FAULT while this host cannot have the resource
 * @param <R> the kind of resource
 */
public record HeldResource<R extends Resource>(R resource, boolean tracked) {
  /**
   * The resource for a host that has it in every role.
   *
   * @throws IllegalArgumentException if it is not tracked: {@code track} is only for held resources
   */
  public R whateverTheRole() {
    if (!tracked) {
      throw new IllegalArgumentException("track is for what a virtual router holds; leave it out");
    }
    return resource;
  }
}
