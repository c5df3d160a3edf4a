package org.hactl.module.sysctl;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * A kernel parameter with its value.
 *
 * @param key dotted or slashed, kept dotted; a dot in an interface's name becomes a slash
 * @param value several numbers are separated by one space
 */
public record SysctlResource(String key, String value) implements Resource {
  public static final String KIND = "sysctl";

  /**
   * @throws IllegalArgumentException if the key cannot be the name of a parameter
   */
  public SysctlResource {
    key = SysctlKey.parse(key).toString();
    value = normal(value);
  }

  static String normal(String value) {
    return String.join(" ", List.of(value.strip().split("\\s+")));
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, key);
  }

  /** The parameter that a resource's identity names; empty for a resource of another kind. */
  public static Optional<SysctlKey> keyOf(ResourceId id) {
    return id.kind().equals(KIND) ? Optional.of(SysctlKey.parse(id.key())) : Optional.empty();
  }

  /** The parameter that a resource's identity names; fails for a resource of another kind. */
  static SysctlKey key(ResourceId id) {
    return keyOf(id).orElseThrow();
  }

  SysctlKey parsedKey() {
    return SysctlKey.parse(key);
  }
}
