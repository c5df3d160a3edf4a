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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The systemd units of the agent and of its helper. */
class AgentUnitTest {
  private static final String AGENT = "hactl-agent.service";
  private static final String HELPER = "hactl-helper.service";
  private static final Path ANALYZER = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path folder;

  /** The levels that docs/security.md names, times ten. */
  @ParameterizedTest
  @CsvSource({AGENT + ", 29", HELPER + ", 71"})
  void theExposureIsTheOneThatTheDocumentationNames(String name, int exposure) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(ANALYZER), "this host has no systemd-analyze");
    Path unit = Files.writeString(folder.resolve(name), unit(name));
    Process process =
        new ProcessBuilder(
                ANALYZER.toString(),
                "security",
                "--offline=yes",
                "--threshold=" + exposure,
                unit.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeFalse(said.contains("unrecognized option"), "it is older than systemd 250");
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** The JVM ends with 143 on SIGTERM; without this, systemd calls each stop a failure. */
  @ParameterizedTest
  @ValueSource(strings = {AGENT, HELPER})
  void aStopIsNoFailure(String name) throws Exception {
    assertThat(unit(name).lines()).contains("SuccessExitStatus=143");
  }

  @Test
  void packagesCanBeInstalledUnderTheHelper() throws Exception {
    assertThat(unit(HELPER).lines())
        .noneMatch(line ->
            line.matches(
                "(NoNewPrivileges|RestrictSUIDSGID|ProtectSystem|ProtectHome|PrivateDevices"
                    + "|ProtectKernelModules|UMask)=.*"))
        .as("start-stop-daemon looks at the programs of other processes")
        .noneMatch(line -> line.startsWith("CapabilityBoundingSet=") && line.contains("PTRACE"))
        .as("a package manager and services that are plain commands outlive the helper")
        .contains("KillMode=process");
  }

  @Test
  void theAgentAsksTheHelperAtTheSocketThatStartsIt() throws Exception {
    String socket = "/run/hactl/helper.sock";

    assertThat(unit(AGENT).lines())
        .contains("ExecStart=/opt/hactl/current/bin/hactl-agent run --helper " + socket)
        .anyMatch(line -> line.startsWith("Wants=") && line.contains("hactl-helper.socket"))
        .as("parameters of the kernel")
        .anyMatch(line -> line.startsWith("ReadWritePaths=") && line.contains(" -/proc/sys/net "))
        .as("systemd keeps /proc/sys itself read-only with ProtectKernelTunables")
        .noneMatch(line -> line.matches("ReadWritePaths=(.* )?-?/proc/sys( .*)?"))
        .as("the VRRP thread")
        .noneMatch(line -> line.startsWith("RestrictRealtime="));
    assertThat(unit("hactl-helper.socket").lines())
        .contains("ListenStream=" + socket, "SocketMode=0600")
        .as("a helper that fails does not close it")
        .contains("TriggerLimitIntervalSec=0");
  }

  /**
   * A hook or a package manager that fills the memory ends before the helper, and both before the
   * agent.
   */
  @Test
  void theKernelEndsTheHelperLaterThanOtherProcessesAndEarlierThanTheAgent() throws Exception {
    assertThat(unit(HELPER).lines()).contains("OOMScoreAdjust=-500");
    assertThat(unit(AGENT).lines()).contains("OOMScoreAdjust=-900");
  }

  /** With a stop job the helper would end before the hooks of the agent, or not start for them. */
  @ParameterizedTest
  @ValueSource(strings = {HELPER, "hactl-helper.socket"})
  void aShutdownHasNoStopJobForTheHelper(String name) throws Exception {
    assertThat(unit(name).lines())
        .contains("DefaultDependencies=no")
        .as("an order: no start before the agent's stop is done; a folder or a mount: its stop job")
        .noneMatch(line ->
            line.matches(
                "(Before|After|Requires|BindsTo|PartOf|Conflicts|RequiresMountsFor"
                    + "|StateDirectory|CacheDirectory|LogsDirectory|WorkingDirectory)=.*"));
  }

  /** The request in the socket starts it again at once. */
  @Test
  void onlyAHelperThatFailedPauses() throws Exception {
    String start = "ExecStopPost=/bin/sh -c '";
    String line =
        unit(HELPER).lines().filter(each -> each.startsWith(start)).findFirst().orElseThrow();
    String script = line.substring(start.length(), line.length() - 1).replace("$$", "$");
    Path sleep = Files.writeString(folder.resolve("sleep"), "#!/bin/sh\necho paused\n");
    assertThat(sleep.toFile().setExecutable(true)).isTrue();

    assertThat(said(script, "success")).isEmpty();
    assertThat(said(script, "exit-code")).isEqualTo("paused\n");
    assertThat(said(script, "oom-kill")).isEqualTo("paused\n");
  }

  private String said(String script, String result) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
    builder.environment().put("PATH", folder.toString());
    builder.environment().put("SERVICE_RESULT", result);
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String unit(String name) throws Exception {
    try (var in = RuntimeRecipe.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
