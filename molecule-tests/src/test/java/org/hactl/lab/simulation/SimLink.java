package org.hactl.lab.simulation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.hactl.control.host.ShellNoise;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.HostLink;
import org.hactl.ssh.SshException;

/** SSH from a control node to a host. */
final class SimLink implements HostLink {
  private static final Duration COMMAND = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final World world;
  private final SimHost host;
  private final SimProcess client;

  private SimLink(World world, SimHost host, SimProcess client) {
    this.world = world;
    this.host = host;
    this.client = client;
  }

  static SimLink open(World world, SimHost host, SimProcess client) throws SshException {
    SimLink link = new SimLink(world, host, client);
    link.reach();
    return link;
  }

  private void reach() throws SshException {
    client.stepAside();
    pause(world.within(COMMAND.multipliedBy(host.way().slowness)));
    if (!host.isPowered() || !host.way().isWhole()) {
      pause(TIMEOUT);
      throw new SshException(
          SshException.Failure.TIMEOUT, "ssh " + host.name() + ": timed out", "look there", null);
    }
  }

  private void pause(Duration time) throws SshException {
    try {
      world.pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SshException(
          SshException.Failure.LOST, "ssh " + host.name() + ": interrupted", "run it again", e);
    }
    client.step();
  }

  @Override
  public CommandOutput run(String command, InputStream stdin, LongConsumer sent, Duration limit)
      throws SshException {
    reach();
    boolean probes = command.contains("uname");
    if (!probes) {
      pause(COMMAND.multipliedBy(40));
    }
    return new CommandOutput(0, "\n" + ShellNoise.MARKER + "\n" + (probes ? facts() : ""), "");
  }

  private String facts() {
    String digest = host.imageDigest();
    return """
    uid=0
    kernel=Linux
    machine=%s
    current=%s
    image=%s
    socket=yes
    glibc=yes
    systemd=yes
    free_kb=9000000
    mount=/
    options=/ rw,relatime
    """
        .formatted(
            System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64", digest, digest);
  }

  /** The bridge to the agent's socket; where no agent listens, it ends at once. */
  @Override
  public DuplexStream start(String command) throws SshException {
    reach();
    Connection connection = host.connect(client);
    if (connection == null) {
      return new DuplexStream(
          InputStream.nullInputStream(), OutputStream.nullOutputStream(), () -> {});
    }
    DuplexStream agent = connection.forClient();
    byte[] before = ("\n" + ShellNoise.MARKER + "\n").getBytes(StandardCharsets.UTF_8);
    return new DuplexStream(
        new SequenceInputStream(new ByteArrayInputStream(before), agent.in()),
        agent.out(),
        agent.closer());
  }

  @Override
  public DuplexStream openSocket(String path) throws SshException {
    reach();
    Connection connection = host.connect(client);
    if (connection == null) {
      throw new SshException(
          SshException.Failure.NO_SOCKET, path + ": no such file", "start the agent", null);
    }
    return connection.forClient();
  }

  @Override
  public void close() {}
}
