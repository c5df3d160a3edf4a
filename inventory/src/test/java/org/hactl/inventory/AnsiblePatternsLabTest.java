package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ansible's own answer to some of the patterns of {@link HostPatternsTest}. */
@Tag("lab")
class AnsiblePatternsLabTest {
  @TempDir private Path folder;

  @Test
  void ansibleSelectsTheSame() throws Exception {
    HostPatternsTest.write(folder);
    for (String patterns :
        List.of(
            "webs:lone",
            "prod,&webs,!web1",
            "!prod:!v6",
            "&dbs",
            "webs[0]",
            "webs[-1]",
            "webs[0:1]",
            "webs[1:]",
            "webs[1:9]",
            "w[ae]b1",
            "web[!1s]",
            "*.example.com",
            "~(web|db)[12]",
            "2001:db8::1",
            "ungrouped",
            "@limit",
            "prod[0]",
            "prod[2]:&webs")) {
      Process process =
          new ProcessBuilder("ansible", "all", "-i", "hosts", "--list-hosts", "--limit", patterns)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<String> theirs =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(String::strip)
              .toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(HostPatternsTest.select(folder, patterns).split(" "))
          .as(patterns)
          .containsExactlyInAnyOrderElementsOf(theirs);
    }
  }
}
