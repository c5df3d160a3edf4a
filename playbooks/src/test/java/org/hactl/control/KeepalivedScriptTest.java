package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.control.host.HostScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that reads keepalived's configuration, run by the shell of this machine. */
class KeepalivedScriptTest {
  @TempDir private Path folder;
  private final List<Process> running = new ArrayList<>();

  @AfterEach
  void end() {
    running.forEach(Process::destroyForcibly);
  }

  @Test
  void printsIncludedFilesInPlaceOfTheirIncludeAndNoPassword() throws Exception {
    Files.createDirectories(folder.resolve("conf.d"));
    Path main = folder.resolve("k.conf");
    Files.writeString(
        main,
        """
        global_defs {
          router_id *
        }
        include conf.d/*.conf
        last "line \\ %s"
        """);
    Files.writeString(
        folder.resolve("conf.d/a.conf"), "vrrp_instance A {\n\tauth_pass secret\n}\n");
    Files.writeString(folder.resolve("conf.d/b.conf"), "b # without an end of line");
    for (List<String> options :
        List.of(
            List.of("-f", main.toString()),
            List.of("-f" + main),
            List.of("--use-file=" + main, "-D"),
            List.of("-D", "--use-file", main.toString()))) {
      assertThat(printed(options))
          .startsWith(
              """
              global_defs {
                router_id *
              }
              vrrp_instance A {
              }
              b # without an end of line
              last "line \\ %s"
              """);
    }
  }

  @Test
  void aConfigurationThatCannotBeReadIsAnError() throws Exception {
    assertThat(printed(List.of("-f", folder + "/none.conf")))
        .isEqualTo("cannot read " + folder + "/none.conf\n");
  }

  private String printed(List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "read -r line", "keepalived"));
    command.addAll(options);
    Process keepalived = new ProcessBuilder(command).start();
    running.add(keepalived);
    Process script =
        new ProcessBuilder(
                "sh", "-c", HostScript.KEEPALIVED.text(), "hactl", Long.toString(keepalived.pid()))
            .redirectErrorStream(true)
            .start();
    return new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
