package org.hactl.control;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.ShellNoise;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.HostLink;
import org.hactl.ssh.LocalLink;
import org.hactl.ssh.SshException;

/** A host whose agent answers what a test says, over the real line protocol. */
public class FakeAgent implements HostLink {
  public static final Protocol PROTOCOL = new Protocol(HostJson.mapper(Kinds.namedTypes()));

  private final Function<Request, List<Reply>> answers;
  private final String probe;
  public final List<Request> asked = Collections.synchronizedList(new ArrayList<>());

  /** The exit status of a command that contains this word; all other commands end with 0. */
  final Map<String, Integer> exits = new ConcurrentHashMap<>();

  /** What a command prints that contains this word. */
  final Map<String, String> prints = new ConcurrentHashMap<>();

  /** What the script prints that reads keepalived's configuration. */
  String keepalived = "";

  /** What the login shell prints before each command's output. */
  public String noise = "";

  public final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param probe the output of the probe script
   * @param answers the replies to each request; an empty list breaks the connection
   */
  public FakeAgent(String probe, Function<Request, List<Reply>> answers) {
    this.probe = probe;
    this.answers = answers;
  }

  public static String probeText(String digest) {
    return """
    uid=0
    kernel=Linux
    machine=%s
    current=%s
    %sglibc=yes
    systemd=yes
    free_kb=9000000
    mount=/
    options=/ rw,relatime
    """
        .formatted(
            System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64",
            digest,
            digest.isEmpty() ? "" : "image=" + digest + "\nsocket=yes\n");
  }

  @Override
  public CommandOutput run(String command, InputStream stdin, LongConsumer sent, Duration limit) {
    commands.add(command);
    int exit =
        exits.entrySet().stream()
            .filter(each -> command.contains(each.getKey()))
            .mapToInt(Map.Entry::getValue)
            .findFirst()
            .orElse(0);
    String said =
        noise
            + "\n"
            + ShellNoise.MARKER
            + "\n"
            + (command.contains("uname")
                ? probe
                : command.contains("--use-file") ? keepalived : "");
    String printed =
        prints.entrySet().stream()
            .filter(each -> command.contains(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    return new CommandOutput(exit, said + printed, "");
  }

  @Override
  public DuplexStream start(String command) {
    commands.add(command);
    DuplexStream duplex = connect();
    byte[] before = (noise + "\n" + ShellNoise.MARKER + "\n").getBytes(StandardCharsets.UTF_8);
    return new DuplexStream(
        new SequenceInputStream(new ByteArrayInputStream(before), duplex.in()),
        duplex.out(),
        duplex.closer());
  }

  @Override
  public DuplexStream openSocket(String path) {
    return connect();
  }

  private DuplexStream connect() {
    try {
      Path socket = Files.createTempDirectory("hactl-fake").resolve("agent.sock");
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      DuplexStream duplex = new LocalLink().openSocket(socket.toString());
      Thread.ofVirtual().start(() -> serve(server));
      Files.delete(socket);
      Files.delete(java.util.Objects.requireNonNull(socket.getParent()));
      return duplex;
    } catch (IOException | SshException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(ServerSocketChannel server) {
    try (server;
        SocketChannel peer = server.accept();
        OutputStream replies = Channels.newOutputStream(peer);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(peer), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Request request = PROTOCOL.readRequest(line);
        asked.add(request);
        List<Reply> given = answers.apply(request);
        if (given.isEmpty()) {
          return;
        }
        for (Reply reply : given) {
          replies.write((PROTOCOL.write(reply) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        replies.flush();
      }
    } catch (IOException e) {
      // The other side hung up.
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {}
}
