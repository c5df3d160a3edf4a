package org.hactl.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real OpenSSH server on loopback with keys and a configuration of its own. */
final class Sshd implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  private Sshd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts a server in an empty folder; {@code more} are further lines of its configuration. */
  static Sshd start(Path folder, String... more) throws Exception {
    Files.createDirectories(folder);
    Files.createDirectories(Path.of("/run/sshd"));
    key(folder.resolve("hostkey"), "ed25519", "");
    key(folder.resolve("id"), "ed25519", "");
    Files.copy(folder.resolve("id.pub"), folder.resolve("authorized"));
    int port = freePort();
    List<String> lines =
        List.of(
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + folder.resolve("hostkey"),
            "AuthorizedKeysFile " + folder.resolve("authorized"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "MaxStartups 100:30:200",
            "PermitRootLogin yes");
    Files.writeString(
        folder.resolve("sshd_config"),
        String.join("\n", lines) + "\n" + String.join("\n", more) + "\n");
    return launch(folder, port);
  }

  /** Starts it again with the same keys and configuration; it must be closed. */
  Sshd again() throws Exception {
    return launch(folder, port);
  }

  private static Sshd launch(Path folder, int port) throws Exception {
    Process process =
        new ProcessBuilder(
                "/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    Sshd sshd = new Sshd(folder, port, process);
    try {
      sshd.awaitListening();
      return sshd;
    } catch (RuntimeException e) {
      sshd.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** Where {@code hostkey}, {@code id} and their public keys are. */
  Path folder() {
    return folder;
  }

  SshEndpoint endpoint() {
    return new SshEndpoint(
        "127.0.0.1", port, Optional.of("root"), Optional.of(folder.resolve("id")));
  }

  /** The line of a known_hosts file for this server. */
  String knownHostsLine() throws IOException {
    return "[127.0.0.1]:%d %s".formatted(port, Files.readString(folder.resolve("hostkey.pub")));
  }

  /** Settings with a home folder of its own, which knows this server. */
  SshSettings settings(Path home) throws IOException {
    Files.createDirectories(home);
    Path known = home.resolve("known_hosts");
    if (!Files.exists(known)) {
      Files.writeString(known, knownHostsLine());
    }
    return settings(home, false);
  }

  static SshSettings settings(Path home, boolean acceptNew) {
    return new SshSettings(
        home,
        Optional.of(home.resolve("known_hosts")),
        acceptNew,
        Optional.empty(),
        Optional.empty(),
        "root",
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  static void key(Path file, String type, String passphrase) throws Exception {
    run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(Arrays.toString(command) + ": " + said);
    }
    return said;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
          }
        });
  }

  @Override
  public void close() throws Exception {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
