package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.hactl.control.image.RuntimeRecipe;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's systemd unit. */
class AgentUnitTest {
  /** The exposure level that docs/security.md names, times ten. */
  private static final int EXPOSURE = 71;

  private static final Path ANALYZER = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path folder;

  @Test
  void itsExposureIsTheOneThatTheDocumentationNames() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(ANALYZER), "this host has no systemd-analyze");
    Path unit = Files.writeString(folder.resolve("hactl-agent.service"), unit());
    Process process =
        new ProcessBuilder(
                ANALYZER.toString(),
                "security",
                "--offline=yes",
                "--threshold=" + EXPOSURE,
                unit.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeFalse(said.contains("unrecognized option"), "it is older than systemd 250");
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void packagesCanBeInstalledUnderIt() throws Exception {
    assertThat(unit().lines())
        .noneMatch(line ->
            line.matches(
                "(NoNewPrivileges|RestrictSUIDSGID|ProtectSystem|ProtectHome|PrivateDevices"
                    + "|ProtectKernelModules|UMask)=.*"))
        .as("start-stop-daemon looks at the programs of other processes")
        .noneMatch(line -> line.startsWith("CapabilityBoundingSet=") && line.contains("PTRACE"));
  }

  private static String unit() throws Exception {
    try (var in = RuntimeRecipe.class.getResourceAsStream("hactl-agent.service")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
