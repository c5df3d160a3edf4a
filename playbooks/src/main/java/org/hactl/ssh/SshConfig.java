package org.hactl.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the user's SSH configuration says about a host, read by OpenSSH itself ({@code ssh -G}),
 * because only OpenSSH knows all of Match, Include and the pattern rules. Without a configuration
 * file, ssh is not run.
 *
 * @param jump {@code ProxyJump}, empty for none
 */
record SshConfig(
    String hostName, int port, String user, List<Path> identityFiles, Optional<String> jump) {

  static SshConfig of(SshEndpoint endpoint, SshSettings settings) throws SshException {
    Path file = settings.home().resolve("config");
    String user = endpoint.user().orElse(settings.localUser());
    if (!Files.isReadable(file) || !onPath("ssh")) {
      return new SshConfig(
          endpoint.address(), endpoint.port(), user, defaultKeys(settings), Optional.empty());
    }
    return parse(ask(file, endpoint), endpoint, settings);
  }

  static SshConfig parse(List<String> lines, SshEndpoint endpoint, SshSettings settings)
      throws SshException {
    String proxyCommand = value(lines, "proxycommand").orElse("none");
    if (!proxyCommand.equals("none")) {
      throw new SshException(
          SshException.Failure.PROTOCOL,
          "the SSH configuration has a ProxyCommand for " + endpoint.address(),
          "hactl does not run ProxyCommand; use ProxyJump in " + settings.home() + "/config",
          null);
    }
    int port = value(lines, "port").map(Integer::parseInt).orElse(22);
    List<Path> keys =
        lines.stream()
            .filter(line -> line.startsWith("identityfile "))
            .map(line -> expand(line.substring("identityfile ".length()), settings))
            .filter(Files::isReadable)
            .toList();
    return new SshConfig(
        value(lines, "hostname").orElse(endpoint.address()),
        endpoint.port() == 22 ? port : endpoint.port(),
        endpoint.user().or(() -> value(lines, "user")).orElse(settings.localUser()),
        keys,
        value(lines, "proxyjump").filter(jump -> !jump.equals("none")));
  }

  private static List<String> ask(Path file, SshEndpoint endpoint) throws SshException {
    try {
      Process ssh =
          new ProcessBuilder("ssh", "-G", "-F", file.toString(), "--", endpoint.address())
              .redirectErrorStream(true)
              .start();
      ssh.getOutputStream().close();
      String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!ssh.waitFor(10, TimeUnit.SECONDS) || ssh.exitValue() != 0) {
        ssh.destroyForcibly();
        throw unreadable(file, said.strip(), null);
      }
      return said.lines().toList();
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(file, "interrupted", e);
    }
  }

  private static SshException unreadable(
      Path file, String said, @org.jspecify.annotations.Nullable Exception cause) {
    return new SshException(
        SshException.Failure.PROTOCOL,
        "ssh cannot read " + file + ": " + said,
        "correct that file; `ssh -G HOST` shows how ssh reads it",
        cause);
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst();
  }

  private static Path expand(String path, SshSettings settings) {
    Path above = settings.home().toAbsolutePath().getParent();
    return path.startsWith("~/") && above != null
        ? above.resolve(path.substring(2))
        : Path.of(path);
  }

  private static List<Path> defaultKeys(SshSettings settings) {
    return List.of("id_ed25519", "id_ecdsa", "id_rsa").stream()
        .map(settings.home()::resolve)
        .filter(Files::isReadable)
        .toList();
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
