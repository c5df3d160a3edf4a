package org.hactl.site.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.site.Golden;
import org.hactl.site.Sites;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every site of {@code site/lint}: allowed but probably a mistake, with the exact warnings. */
class LintTest {
  private static final Path LINT = Sites.RESOURCES.resolve("lint");

  static List<Path> sites() throws IOException {
    try (Stream<Path> files = Files.list(LINT)) {
      return files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void isAllowedWithAWarning(Path site) throws IOException {
    Sites.Result result = Sites.read(site, Sites.inventory(Sites.RESOURCES.resolve("inventory")));

    assertThat(result.errors().render()).isEmpty();
    assertThat(result.warnings().all()).isNotEmpty();
    String name = site.getFileName().toString().replace(".yml", ".txt");
    Golden.check(
        LINT.resolve(name), result.warnings().render().strip().replace(LINT + "/", "") + "\n");
  }
}
