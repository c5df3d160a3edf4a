package org.hactl.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our engine and FRR's vrrpd, version 3 in both families, in a guest (package user-mode-linux):
 * vrrpd needs macvlan, which not every kernel has.
 */
@Tag("lab")
class FrrInteropTest {
  private static final int TIMEOUT_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void takesTheRolesFromFrrAndGivesThemBack() throws Exception {
    String said = runGuest();
    assertThat(said.lines().filter(line -> line.startsWith("== ")).toList())
        .as(said)
        .containsExactly(
            "== frr alone",
            "== hactl has the higher priority",
            "== hactl stopped",
            "== hactl has the lower priority",
            "== frr was killed",
            "== frr is back",
            "== end");
    assertThat(said.lines().filter(line -> line.startsWith("rejected by ")).toList())
        .containsExactly("rejected by v4: {}", "rejected by v6: {}");
  }

  private String runGuest() throws Exception {
    Path init = folder.resolve("init");
    try (InputStream in = FrrInteropTest.class.getResourceAsStream("/vrrp/frr-guest-init")) {
      String script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          init,
          script
              .replace("@JAVA@", System.getProperty("java.home") + "/bin/java")
              .replace("@CLASSPATH@", System.getProperty("java.class.path")));
    }
    assertThat(init.toFile().setExecutable(true)).isTrue();
    Path console = folder.resolve("console");
    Process guest =
        new ProcessBuilder(
                "linux.uml",
                "mem=512M",
                "rootfstype=hostfs",
                "ro",
                "init=" + init,
                "con=null",
                "con0=null,fd:1",
                "quiet")
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    guest.getOutputStream().close();
    try {
      if (!guest.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        fail("the guest did not end; it said:\n" + Files.readString(console));
      }
    } finally {
      guest.descendants().forEach(ProcessHandle::destroyForcibly);
      guest.destroyForcibly();
    }
    return Files.readString(console).replace("\r", "");
  }
}
