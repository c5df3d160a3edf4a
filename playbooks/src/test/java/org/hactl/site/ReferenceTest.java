package org.hactl.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.site.compile.SiteCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@code docs/site.md} is a site that works. */
class ReferenceTest {
  @Test
  void theLongerExampleCompiles(@TempDir Path folder) throws IOException {
    String reference = Files.readString(Path.of("../docs/site.md"));
    String example = reference.substring(reference.indexOf("```yaml\n") + 8).split("```", 2)[0];
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/shop.conf"), "# {{ inventory_hostname }}\n");

    Sites.Result result =
        Sites.read(folder, Files.readString(Path.of("../inventory/hosts.yml")), example);

    assertThat(result.errors().render()).isEmpty();
    assertThat(SiteCompiler.compile(result.orThrow())).hasSize(4);
  }
}
