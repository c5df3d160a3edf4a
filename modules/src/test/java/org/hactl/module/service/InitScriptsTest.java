package org.hactl.module.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.hactl.module.ModuleException;
import org.hactl.module.command.FakeCommandRunner;
import org.hactl.module.command.ProcessRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real script. */
class InitScriptsTest {
  @TempDir Path root;
  @TempDir Path scratch;
  private final ServiceResource service = new ServiceResource("web", true, true, null, null, false);

  @BeforeEach
  void aScript() throws Exception {
    Path script = root.resolve("etc/init.d/web");
    Files.createDirectories(script.getParent());
    Files.writeString(
        script,
        """
        #!/bin/sh
        flag="%s/running"
        case "$1" in
          start) touch "$flag" ;;
          stop) rm -f "$flag" ;;
          status) test -e "$flag" || exit 3 ;;
          *) echo "usage: start|stop|status" >&2; exit 2 ;;
        esac
        """
            .formatted(root));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void startsAndStops() throws Exception {
    InitScripts scripts = scripts();
    assertThat(scripts.observe(List.of(service)).get("web"))
        .isEqualTo(new ServiceState.Found(false, "status 3", ServiceState.Enabled.FIXED));

    scripts.start(service);
    assertThat(scripts.observe(List.of(service)).get("web"))
        .isEqualTo(new ServiceState.Found(true, "running", ServiceState.Enabled.FIXED));

    scripts.stop(service);
    assertThat(root.resolve("running")).doesNotExist();
  }

  @Test
  void theErrorQuotesTheScript() {
    assertThatThrownBy(() -> scripts().restart(service))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("cannot restart web")
        .hasMessageContaining("usage: start|stop|status");
  }

  @Test
  void updateRcDCreatesTheLinks() throws Exception {
    Files.createDirectories(root.resolve("usr/sbin"));
    Files.createFile(root.resolve("usr/sbin/update-rc.d")).toFile().setExecutable(true);
    FakeCommandRunner host = new FakeCommandRunner();

    new RunLevels(host, root).enable("web", true);
    new RunLevels(host, root).enable("web", false);

    assertThat(host.ran())
        .containsExactly(
            "update-rc.d web defaults", "update-rc.d web enable", "update-rc.d web disable");
  }

  private InitScripts scripts() throws Exception {
    ProcessRunner runner = new ProcessRunner(scratch);
    return new InitScripts(runner, new RunLevels(runner, root), root);
  }
}
