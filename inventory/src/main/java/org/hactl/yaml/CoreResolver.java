package org.hactl.yaml;

import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Leaves every plain scalar a string: {@link YamlScalar.Type} decides its type, not the rules of
 * YAML 1.1.
 */
final class CoreResolver extends Resolver {
  @Override
  protected void addImplicitResolvers() {
    // No rules: YAML 1.1 would read some MAC addresses as base-60 numbers, and "on" as a boolean.
  }
}
