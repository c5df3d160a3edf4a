package org.hactl.module.packages;

import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * A package to be installed, in the version that the host's sources have.
 *
 * @param name as the package manager names it; not a virtual package
 */
public record PackageResource(String name) implements Resource {
  public static final String KIND = "package";

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, name);
  }
}
