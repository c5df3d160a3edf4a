package org.hactl.module.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Runs in a guest with all privileges of the agent: starts programs in each way that there is, and
 * prints what they have. {@link OrdinaryProcessLabTest} judges it.
 */
final class OrdinaryProcessGuest {
  /** A daemon that a maintainer script starts: it outlives the shell that starts it. */
  private static final Command DAEMON =
      Command.of("sh", "-c", "setsid sh -c '%s' & wait".formatted(OrdinaryProcessLabTest.TELL));

  private OrdinaryProcessGuest() {}

  public static void main(String[] args) throws Exception {
    System.out.println("== agent\n" + agent());
    ProcessRunner runner = new ProcessRunner(Path.of("/run/commands"));
    System.out.println("== command\n" + String.join("\n", runner.run(DAEMON).lines().toList()));
    System.out.println(
        "== urgent\n" + String.join("\n", runner.run(DAEMON.urgent()).lines().toList()));
    ScriptRunner scripts = new ScriptRunner(Path.of("/run/scripts"));
    ScriptCommand hook = new ScriptCommand(DAEMON.argv(), Map.of(), null, Duration.ofSeconds(60));
    System.out.println("== hook\n" + scripts.run(hook).lastLine());
    System.out.println("== end");
  }

  private static String agent() throws Exception {
    Process process = new ProcessBuilder(DAEMON.argv()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
