package org.hactl.yaml;

import org.yaml.snakeyaml.resolver.Resolver;

/** Leaves every plain scalar a string: {@link YamlScalar.Type} types it, not YAML 1.1's rules. */
final class CoreResolver extends Resolver {
  @Override
  protected void addImplicitResolvers() {
    // none: a MAC is no base-60 number and "on" no boolean
  }
}
