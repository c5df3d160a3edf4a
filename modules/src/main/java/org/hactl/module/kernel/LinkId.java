package org.hactl.module.kernel;

import java.util.List;
import java.util.stream.Collectors;
import org.hactl.linux.kernel.Link;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/**
 * The identity of a link: its name. Addresses, routes and sysctls wait for a link that is missing.
 */
public record LinkId(String name) {
  public static final String KIND = "link";

  /** This identity as a resource's identity. */
  public ResourceId resourceId() {
    return new ResourceId(KIND, name);
  }

  /**
   * Says that a resource waits for this link, which does not exist.
   *
   * @param present the links of the host
   */
  Plan.Waiting missing(ResourceId resource, List<Link> present) {
    String names = present.stream().map(Link::name).collect(Collectors.joining(", "));
    return new Plan.Waiting(
        resourceId(),
        "%s: interface %s does not exist; this host has %s".formatted(resource, name, names));
  }
}
