package org.hactl.linux.kernel;

import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A link to create on top of another.
 *
 * @param mac null for the kernel's choice
 */
public record NewLink(String name, String parent, LinkKind kind, @Nullable MacAddress mac) {
  public NewLink {
    if (kind instanceof LinkKind.Other) {
      throw new IllegalArgumentException(
          "links of kind " + kind.text() + " cannot be created by hactl");
    }
  }
}
