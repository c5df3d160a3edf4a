package org.hactl.module.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hactl.module.ModuleException;
import org.hactl.module.command.FakeCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdTest {
  @TempDir Path root;
  private final FakeCommandRunner host = new FakeCommandRunner();

  @Test
  void oneQueryForAllUnits() throws Exception {
    host.answer(
        "systemctl show",
        block("loaded", "active", "running", "enabled")
            + block("loaded", "activating", "auto-restart", "disabled")
            + block("not-found", "inactive", "dead", "")
            + block("masked", "inactive", "dead", "masked")
            + block("loaded", "inactive", "dead", "static"));

    Map<String, ServiceState> states =
        systemd()
            .observe(
                List.of(
                    service("a"), service("b"), service("c"), service("d"), service("e.timer")));

    assertThat(states)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                new ServiceState.Found(true, "active (running)", ServiceState.Enabled.YES),
                "b",
                new ServiceState.Found(false, "activating (auto-restart)", ServiceState.Enabled.NO),
                "d",
                new ServiceState.Masked(),
                "e.timer",
                new ServiceState.Found(false, "inactive (dead)", ServiceState.Enabled.FIXED)));
    assertThat(host.ran())
        .singleElement()
        .asString()
        .endsWith("a.service b.service c.service d.service e.timer");
  }

  @Test
  void anInitScriptUnderSystemdIsEnabledByItsLinks() throws Exception {
    Files.createDirectories(root.resolve("usr/sbin"));
    Files.createFile(root.resolve("usr/sbin/update-rc.d")).toFile().setExecutable(true);
    host.answer("systemctl show", block("loaded", "active", "exited", "generated"));
    assertThat(systemd().observe(List.of(service("a"))).get("a"))
        .isEqualTo(new ServiceState.Found(true, "active (exited)", ServiceState.Enabled.NO));

    Files.createDirectories(root.resolve("etc/rc3.d"));
    Files.createFile(root.resolve("etc/rc3.d/S01a"));

    assertThat(systemd().observe(List.of(service("a"))).get("a"))
        .isEqualTo(new ServiceState.Found(true, "active (exited)", ServiceState.Enabled.YES));
  }

  @Test
  void aFailedStartQuotesTheJournal() {
    host.answer(
            "systemctl start", 1, "", "Job for nginx.service failed.\nSee \"systemctl status\"\n")
        .answer("journalctl", "bind() to 0.0.0.0:80 failed (98: Address already in use)\n");

    assertThatThrownBy(() -> systemd().start(service("nginx")))
        .isInstanceOf(ModuleException.class)
        .hasMessage(
            "cannot start nginx.service: systemctl says: Job for nginx.service failed.; the last"
                + " lines of its journal: bind() to 0.0.0.0:80 failed (98: Address already in use); see systemctl"
                + " status nginx.service and journalctl -u nginx.service");
  }

  @Test
  void aChangedUnitFileIsReloadedFirst() throws Exception {
    host.answer("systemctl show --property=NeedDaemonReload", "NeedDaemonReload=yes\n");

    systemd().restart(new ServiceResource("nginx", true, null, null, null, true));

    assertThat(host.ran())
        .endsWith("systemctl daemon-reload", "systemctl reload-or-restart nginx.service");
  }

  private Systemd systemd() {
    return new Systemd(host, new RunLevels(host, root));
  }

  private static ServiceResource service(String name) {
    return new ServiceResource(name, true, true, null, null, false);
  }

  private static String block(String load, String active, String sub, String file) {
    return "LoadState=%s\nActiveState=%s\nSubState=%s\nUnitFileState=%s\n\n"
        .formatted(load, active, sub, file);
  }
}
