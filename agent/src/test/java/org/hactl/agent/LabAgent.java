package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.api.ProtocolException;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;

/** The real daemon, as a process of its own in a network namespace. */
final class LabAgent implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());

  private final Path folder;
  private final Process process;

  private LabAgent(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts one, and returns when it answers. */
  static LabAgent start(String namespace, Path folder) throws IOException {
    List<String> command =
        List.of(
            "ip",
            "netns",
            "exec",
            namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.hactl.agent.AgentMain",
            "run",
            "--state-dir",
            folder.resolve("state").toString(),
            "--socket",
            folder.resolve("run/agent.sock").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    LabAgent agent = new LabAgent(folder, process);
    await()
        .atMost(LONG)
        .until(() -> {
          assertThat(process.isAlive()).as(agent.log()).isTrue();
          return agent.answers();
        });
    return agent;
  }

  Reply.Hello hello() throws IOException {
    return (Reply.Hello) ask(new Request.Hello());
  }

  void confirm(HostState state) throws IOException {
    Reply.Applied applied = (Reply.Applied) ask(new Request.Apply(state, 60_000));
    assertThat(applied.errors()).isEmpty();
    assertThat(ask(new Request.Confirm(applied.generation()))).isInstanceOf(Reply.Hello.class);
  }

  Reply ask(Request request) throws IOException {
    Protocol protocol = new Protocol(MAPPER);
    Path socket = folder.resolve("run/agent.sock");
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(protocol.write(request) + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      LineReader lines = new LineReader(channel, ApiServer.MAX_LINE_BYTES);
      Reply reply = protocol.readReply(lines.next().orElseThrow());
      while (reply instanceof Reply.Progress) {
        reply = protocol.readReply(lines.next().orElseThrow());
      }
      return reply;
    } catch (ProtocolException e) {
      throw new IOException(e);
    }
  }

  /** As an operator does. */
  void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private boolean answers() {
    try {
      return hello().protocol() == Protocol.VERSION;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** As a crash does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
