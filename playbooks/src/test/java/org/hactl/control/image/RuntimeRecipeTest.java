package org.hactl.control.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuntimeRecipeTest {
  @Test
  void aHostsImageHasNoModulesForDesktopsDatabasesAndDirectories() {
    assertThat(inTheImage())
        .contains("java.base", "java.logging")
        .doesNotContain("jdk.httpserver", "java.desktop", "java.rmi", "java.sql", "java.naming");
  }

  /** The modules of the recipe and all modules that these require. */
  private static Set<String> inTheImage() {
    return Configuration.resolve(
            ModuleFinder.ofSystem(),
            List.of(Configuration.empty()),
            ModuleFinder.of(),
            RuntimeRecipe.MODULES)
        .modules()
        .stream()
        .map(module -> module.name())
        .collect(Collectors.toSet());
  }
}
