package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hactl.api.LineReader;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are too much for the agent, over a real socket. */
class ConversationTest {
  private static final Protocol PROTOCOL = new Protocol(HostJson.mapper(List.of()));

  @TempDir private Path folder;
  private ApiServer server;
  private volatile RequestHandler handler = (_, _) -> new Reply.Probe(true, "", 0);

  @BeforeEach
  void open() throws IOException {
    server = ApiServer.open(folder.resolve("agent.sock"), PROTOCOL);
    server.start((request, out) -> handler.handle(request, out));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aRequestThatRunsOutOfMemoryFailsAndTheNextOneIsServed() throws Exception {
    handler =
        (request, _) -> {
          if (request instanceof Request.Drift) {
            throw new OutOfMemoryError("a test");
          }
          return new Reply.Probe(true, "", 0);
        };
    try (SocketChannel client = connect()) {
      LineReader answers = new LineReader(client, 10_000);
      send(client, PROTOCOL.write(new Request.Drift(1)));
      assertThat(answers.next().orElseThrow()).contains("\"code\":\"too-large\"");
      send(client, PROTOCOL.write(new Request.Hello()));
      assertThat(answers.next().orElseThrow()).contains("\"probe\"");
    }
  }

  @Test
  void twoRequestsOfAlmostTheLargestSizeAreServedOneAfterTheOther() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    handler =
        (_, _) -> {
          first.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Reply.Probe(true, "", 0);
        };
    String large = padded(Protocol.MAX_LINE_BYTES - 1_000);
    try (SocketChannel one = connect();
        SocketChannel other = connect();
        SocketChannel small = connect()) {
      send(one, large);
      first.await();
      Thread sender = Thread.ofVirtual().start(() -> sendQuietly(other, large));
      handler = (_, _) -> new Reply.Probe(true, "", 0);
      // A small request does not wait for the large ones.
      send(small, PROTOCOL.write(new Request.Hello()));
      assertThat(new LineReader(small, 10_000).next().orElseThrow()).contains("\"probe\"");
      assertThat(sender.isAlive()).as("the other one is not read any further").isTrue();
      goOn.countDown();
      assertThat(new LineReader(one, 10_000).next().orElseThrow()).contains("\"probe\"");
      assertThat(new LineReader(other, 10_000).next().orElseThrow()).contains("\"probe\"");
    }
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("agent.sock")));
  }

  /** A request with an unknown field of the given size. The agent ignores the field. */
  private static String padded(int bytes) {
    return "{\"type\":\"hello\",\"padding\":\"" + "x".repeat(bytes) + "\"}";
  }

  private static void sendQuietly(SocketChannel client, String line) {
    try {
      send(client, line);
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private static void send(SocketChannel client, String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
