package org.hactl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hactl.ssh.SshException.Failure;
import org.junit.jupiter.api.Test;

/** Commands, sockets and jump hosts over a real OpenSSH server. */
class SshConnectorLabTest extends SshLab {
  @Test
  void runsACommandWithBothStreamsAndItsStatus() throws Exception {
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      CommandOutput output = link.run("echo out; echo err >&2; exit 7", LIMIT);
      assertThat(output).isEqualTo(new CommandOutput(7, "out\n", "err\n"));
    }
  }

  @Test
  void feedsACommandAndTellsHowFarItCame() throws Exception {
    byte[] content = new byte[3_000_000];
    new java.util.Random(7).nextBytes(content);
    AtomicLong sent = new AtomicLong();
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      Path target = folder.resolve("uploaded");
      CommandOutput output =
          link.run("cat > " + target, new ByteArrayInputStream(content), sent::set, LIMIT);
      assertThat(output.exit()).isZero();
      assertThat(Files.readAllBytes(target)).isEqualTo(content);
      assertThat(sent).hasValue(content.length);
    }
  }

  @Test
  void aCommandThatStopsReadingSaysItselfWhy() throws Exception {
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      CommandOutput output =
          link.run(
              "echo 'no space left' >&2; exit 3",
              new ByteArrayInputStream(new byte[9_000_000]),
              _ -> {},
              LIMIT);
      assertThat(output.exit()).isEqualTo(3);
      assertThat(output.said()).isEqualTo("no space left");
    }
  }

  /** As a host that has lost its power: it takes no more, and does not say so. */
  @Test
  void aHostThatTakesNoMoreIsGivenUp() throws Exception {
    SshSettings usual = sshd.settings(home);
    SshSettings impatient =
        new SshSettings(
            usual.home(),
            usual.knownHosts(),
            usual.acceptNewHostKeys(),
            usual.privateKey(),
            usual.agentSocket(),
            usual.localUser(),
            usual.connectTimeout(),
            Duration.ofSeconds(1)); // sshd on a busy machine must be able to answer a sign of life
    try (HostLink link = new SshConnector(impatient).connect(sshd.endpoint())) {
      SshException e =
          failureOf(() ->
              link.run(
                  "exec sleep 300",
                  new ByteArrayInputStream(new byte[90_000_000]),
                  _ -> {},
                  Duration.ofMinutes(5)));
      assertThat(e.failure()).isEqualTo(Failure.LOST);
      assertThat(e).hasMessageContaining("took nothing of what was sent to `exec sleep 300`");
    }
  }

  @Test
  void endsACommandThatTakesTooLong() throws Exception {
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      SshException e = failureOf(() -> link.run("exec sleep 60", Duration.ofMillis(300)));
      assertThat(e.failure()).isEqualTo(Failure.LOST);
      assertThat(e).hasMessageContaining("`exec sleep 60` did not end within");
    }
  }

  @Test
  void aCommandThatPrintsWithoutEndIsEnded() throws Exception {
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      for (String command : new String[] {"yes", "yes >&2"}) {
        SshException e = failureOf(() -> link.run(command, LIMIT));
        assertThat(e).hasMessageContaining("`" + command + "` printed more than 1024 kB");
      }
      assertThat(link.run("echo still here", LIMIT).out()).isEqualTo("still here\n");
    }
  }

  @Test
  void whoReadsFromSomethingSilentIsFreedByClosingIt() throws Exception {
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint());
        DuplexStream duplex = link.start("exec sleep 60");
        Watchdog watchdog = Watchdog.after(Duration.ofMillis(300), duplex::close)) {
      assertThat(duplex.in().read()).isEqualTo(-1);
      assertThat(watchdog.fired()).isTrue();
    }
  }

  @Test
  void saysThatNoServerListens() throws Exception {
    int port = sshd.port();
    SshSettings settings = sshd.settings(home);
    sshd.close();
    SshException e =
        failureOf(() ->
            new SshConnector(settings)
                .connect(new SshEndpoint("127.0.0.1", port, Optional.empty(), Optional.empty())));
    assertThat(e.failure()).isEqualTo(Failure.REFUSED);
    assertThat(e).hasMessage("ssh root@127.0.0.1:%d: connection refused", port);
  }

  @Test
  void saysThatANameHasNoAddress() throws Exception {
    SshSettings settings = sshd.settings(home);
    SshException e =
        failureOf(() ->
            new SshConnector(settings)
                .connect(
                    new SshEndpoint(
                        "no-such-host.invalid", 22, Optional.empty(), Optional.empty())));
    assertThat(e.failure()).isEqualTo(Failure.NAME_UNKNOWN);
  }

  @Test
  void talksWithAUnixSocket() throws Exception {
    Path path = folder.resolve("echo.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      server.bind(UnixDomainSocketAddress.of(path));
      Thread.ofVirtual().start(() -> echoOnce(server));
      try (DuplexStream duplex = link.openSocket(path.toString())) {
        duplex.out().write("hallo".getBytes(StandardCharsets.UTF_8));
        duplex.out().flush();
        assertThat(duplex.in().readNBytes(5)).asString().isEqualTo("hallo");
      }
    }
  }

  @Test
  void saysThatAUnixSocketIsMissingOrForbidden() throws Exception {
    try (HostLink link = new SshConnector(sshd.settings(home)).connect(sshd.endpoint())) {
      SshException e = failureOf(() -> link.openSocket(folder.resolve("none.sock").toString()));
      assertThat(e.failure()).isEqualTo(Failure.NO_SOCKET);
    }
    try (Sshd strict = Sshd.start(folder.resolve("strict"), "AllowStreamLocalForwarding no");
        HostLink link =
            new SshConnector(strict.settings(folder.resolve("home2"))).connect(strict.endpoint())) {
      SshException e = failureOf(() -> link.openSocket(folder.resolve("none.sock").toString()));
      assertThat(e.failure()).isEqualTo(Failure.NO_SOCKET);
    }
  }

  @Test
  void followsTheUsersConfigurationAndItsProxyJump() throws Exception {
    try (Sshd behind = Sshd.start(folder.resolve("behind"))) {
      SshSettings settings = sshd.settings(home);
      Files.writeString(
          home.resolve("known_hosts"),
          behind.knownHostsLine(),
          java.nio.file.StandardOpenOption.APPEND);
      Files.writeString(
          home.resolve("config"),
          """
          Host gate
            HostName 127.0.0.1
            Port %d
            IdentityFile %s
          Host inner
            HostName 127.0.0.1
            Port %d
            ProxyJump root@gate
            IdentityFile %s
          Match host other
            User nobody
          """
              .formatted(
                  sshd.port(),
                  folder.resolve("sshd/id"),
                  behind.port(),
                  folder.resolve("behind/id")));
      SshEndpoint inner = new SshEndpoint("inner", 22, Optional.of("root"), Optional.empty());
      try (HostLink link = new SshConnector(settings).connect(inner)) {
        assertThat(link.run("echo $SSH_CONNECTION", LIMIT).out())
            .endsWith(" " + behind.port() + "\n");
      }
      assertThat(Files.readString(folder.resolve("sshd/sshd.log")))
          .contains("Accepted publickey for root");
    }
  }

  @Test
  void goesTheWayThatTheArgumentsOfSshSay() throws Exception {
    try (Sshd behind = Sshd.start(folder.resolve("behind"))) {
      SshSettings settings = sshd.settings(home);
      Files.writeString(
          home.resolve("known_hosts"),
          behind.knownHostsLine(),
          java.nio.file.StandardOpenOption.APPEND);
      Files.writeString(
          home.resolve("config"),
          "Host 127.0.0.1\n  IdentityFile %s\n".formatted(folder.resolve("sshd/id")));
      String gate = "root@127.0.0.1:" + sshd.port();
      String command =
          "ProxyCommand=ssh -F none -i %s -p %d -o UserKnownHostsFile=%s -W %%h:%%p %%r@127.0.0.1"
              .formatted(folder.resolve("sshd/id"), sshd.port(), home.resolve("known_hosts"));
      for (List<String> way :
          List.of(
              List.of("-J", gate),
              List.of("-o", "ProxyJump=" + gate + "," + gate),
              List.of("-o", command))) {
        SshEndpoint inner =
            new SshEndpoint(
                "127.0.0.1",
                behind.port(),
                Optional.of("root"),
                Optional.of(folder.resolve("behind/id")),
                way);
        long before = logins();
        try (HostLink link = new SshConnector(settings).connect(inner)) {
          assertThat(link.run("echo there", LIMIT).out()).isEqualTo("there\n");
        }
        assertThat(logins()).as(way.toString()).isGreaterThan(before);
      }
    }
  }

  private long logins() throws IOException {
    return Files.readAllLines(folder.resolve("sshd/sshd.log")).stream()
        .filter(line -> line.contains("Accepted publickey for root"))
        .count();
  }

  @Test
  void aPrivateKeyThatOthersCanReadIsRefused() throws Exception {
    Path key = folder.resolve("sshd/id");
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    SshException e =
        failureOf(() -> new SshConnector(sshd.settings(home)).connect(sshd.endpoint()));
    assertThat(e.failure()).isEqualTo(Failure.AUTHENTICATION);
    assertThat(e).hasMessageContaining("others can read it (rw-r-----)");
    assertThat(e.nextStep()).isEqualTo("chmod 600 " + key);
  }

  @Test
  void aSilentServerBehindAJumpHostIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      sshd.settings(home);
      Files.writeString(
          home.resolve("config"),
          """
          Host gate
            HostName 127.0.0.1
            Port %d
            IdentityFile %s
          Host inner
            HostName 127.0.0.1
            Port %d
            ProxyJump root@gate
            IdentityFile %s
          """
              .formatted(
                  sshd.port(),
                  folder.resolve("sshd/id"),
                  silent.getLocalPort(),
                  folder.resolve("sshd/id")));
      SshSettings settings =
          new SshSettings(
              home,
              Optional.of(home.resolve("known_hosts")),
              false,
              Optional.empty(),
              Optional.empty(),
              "root",
              Duration.ofSeconds(2),
              Duration.ofSeconds(10));
      SshEndpoint inner = new SshEndpoint("inner", 22, Optional.of("root"), Optional.empty());
      SshException e =
          failureOf(() -> new SshConnector(settings, Duration.ofSeconds(1)).connect(inner));
      assertThat(e.failure()).isEqualTo(Failure.TIMEOUT);
      assertThat(e).hasMessageContaining("sent nothing for 3 s");
    }
  }

  private static void echoOnce(ServerSocketChannel server) {
    try (SocketChannel peer = server.accept()) {
      ByteBuffer buffer = ByteBuffer.allocate(64);
      peer.read(buffer);
      peer.write(buffer.flip());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
