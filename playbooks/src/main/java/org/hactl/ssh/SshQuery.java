package org.hactl.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks OpenSSH itself what the SSH configuration says about a host ({@code ssh -G}), because only
 * OpenSSH knows all of Match, Include and the pattern rules.
 */
final class SshQuery {
  private static final Path SYSTEM_CONFIGURATION = Path.of("/etc/ssh/ssh_config");

  private SshQuery() {}

  /** Lines {@code keyword value}; none, and ssh does not run, if there is no configuration. */
  static List<String> lines(SshEndpoint endpoint, SshSettings settings) throws SshException {
    Path file = settings.home().resolve("config");
    boolean users = Files.isReadable(file);
    boolean systems = settings.isOwnHome() && Files.isReadable(SYSTEM_CONFIGURATION);
    if (!users && endpoint.sshArguments().isEmpty() && !(systems && isInstalled())) {
      return List.of();
    }
    if (!isInstalled()) {
      throw new SshException(
          SshException.Failure.PROTOCOL,
          "the SSH options of %s cannot be read: this machine has no ssh"
              .formatted(endpoint.address()),
          "install the OpenSSH client on this machine",
          null);
    }
    List<String> command = new ArrayList<>(List.of("ssh", "-G"));
    if (!settings.isOwnHome()) {
      command.addAll(List.of("-F", users ? file.toString() : "none"));
    }
    command.addAll(endpoint.sshArguments());
    command.addAll(List.of("--", endpoint.address()));
    return run(command, endpoint);
  }

  private static List<String> run(List<String> command, SshEndpoint endpoint) throws SshException {
    try {
      Process ssh = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (Watchdog _ = Watchdog.after(Duration.ofSeconds(10), ssh::destroyForcibly)) {
        ssh.getOutputStream().close();
        String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!ssh.waitFor(10, TimeUnit.SECONDS) || ssh.exitValue() != 0) {
          ssh.destroyForcibly();
          throw unreadable(endpoint, said.strip(), null);
        }
        return said.lines().toList();
      }
    } catch (IOException e) {
      throw unreadable(endpoint, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(endpoint, "interrupted", e);
    }
  }

  private static SshException unreadable(
      SshEndpoint endpoint, String said, @Nullable Exception cause) {
    return new SshException(
        SshException.Failure.PROTOCOL,
        "ssh cannot read its configuration or the options for %s: %s"
            .formatted(endpoint.address(), said),
        "correct them; `ssh -G " + endpoint.address() + "` shows how ssh reads its configuration",
        cause);
  }

  private static boolean isInstalled() {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ssh")));
  }
}
