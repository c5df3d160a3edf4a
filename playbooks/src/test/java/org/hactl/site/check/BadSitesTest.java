package org.hactl.site.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.site.Golden;
import org.hactl.site.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong site of {@code site/bad}, with the exact messages. */
class BadSitesTest {
  private static final Path BAD = Sites.RESOURCES.resolve("bad");
  private static final Path INVENTORY = Sites.RESOURCES.resolve("inventory");

  static List<Path> badSites() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("badSites")
  void isRefusedWithAllThatIsWrong(Path site) throws IOException {
    Sites.Result result = Sites.read(site, Sites.inventory(INVENTORY));

    assertThat(result.site()).isEmpty();
    assertThat(result.errors().all()).isNotEmpty();
    String name = site.getFileName().toString().replace(".yml", ".txt");
    String told = result.errors().render() + "\n" + result.warnings().render();
    Golden.check(BAD.resolve(name), told.strip().replace(BAD + "/", "") + "\n");
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(badSites()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void aFileOfTenMegabytesIsNotRead(@TempDir Path folder) throws IOException {
    Path site = folder.resolve("site.yml");
    Files.writeString(site, "site: shop\n" + "# a long comment\n".repeat(10 << 16));

    assertThat(told(site)).contains("site.yml: is longer than 4 MiB");
  }

  @Test
  void aFileThatIsNotThereIsAProblem(@TempDir Path folder) {
    assertThat(told(folder.resolve("site.yml"))).contains("site.yml: there is no such file");
  }

  @Test
  void aFolderIsAProblem(@TempDir Path folder) {
    assertThat(told(folder)).contains("is a directory, not a file");
  }

  @Test
  void utf16IsAProblem(@TempDir Path folder) throws IOException {
    Path site = folder.resolve("site.yml");
    Files.write(site, "site: shop\n".getBytes(StandardCharsets.UTF_16));

    assertThat(told(site)).contains("is UTF-16; save it as UTF-8");
  }

  @Test
  void deepNestingIsAProblem(@TempDir Path folder) throws IOException {
    Path site = folder.resolve("site.yml");
    Files.writeString(site, "site: " + "[".repeat(10_000) + "]".repeat(10_000) + "\n");

    assertThat(told(site)).contains("nested too deeply");
  }

  private static String told(Path site) {
    Sites.Result result = Sites.read(site, Sites.inventory(INVENTORY));
    assertThat(result.site()).isEmpty();
    return result.errors().render();
  }
}
