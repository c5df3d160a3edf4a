package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hactl.host.MetricsPolicy;
import org.junit.jupiter.api.Test;

/** Limits for readers of the metrics that ask too often or hold too many connections. */
class MetricsLimitsTest {
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void thePageIsMadeOnceASecond() throws IOException {
    AtomicLong nanos = new AtomicLong();
    CachedPage page = new CachedPage(page(), nanos::get);
    for (int i = 0; i < 100; i++) {
      assertThat(page.content()).isEqualTo(bytes("up 1\n"));
    }
    assertThat(made).hasValue(1);
    nanos.set(Duration.ofSeconds(1).toNanos());
    var _ = page.content();
    assertThat(made).hasValue(2);
  }

  @Test
  void oneSourceDoesNotTakeAllConnections() throws IOException {
    SourceLimit limit = new SourceLimit(2, 3);
    InetAddress one = InetAddress.ofLiteral("192.0.2.1");
    InetAddress other = InetAddress.ofLiteral("192.0.2.2");
    assertThat(limit.enter(one)).isTrue();
    assertThat(limit.enter(one)).isTrue();
    assertThat(limit.enter(one)).isFalse();
    assertThat(limit.enter(other)).isTrue();
    assertThat(limit.enter(other)).isFalse();
    limit.leave(one);
    assertThat(limit.enter(other)).isTrue();
  }

  @Test
  void aConnectionThatAsksForNothingIsClosed() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket idle = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Socket accepted = server.accept();
      new MetricsConnection(
              accepted, new CachedPage(page(), System::nanoTime), Duration.ofMillis(50))
          .serve();
      assertThat(accepted.isClosed()).isTrue();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(made).hasValue(0);
    }
  }

  @Test
  void idleConnectionsOfOneSourceAreLimited() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<Socket> idle = new ArrayList<>();
    try (MetricsServer server = new MetricsServer(page(), new ServingError())) {
      server.follow(new MetricsPolicy("127.0.0.1", port));
      for (int i = 0; i < 8; i++) {
        idle.add(new Socket("127.0.0.1", port));
      }
      try (Socket refused = new Socket("127.0.0.1", port)) {
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }
      Socket first = idle.getFirst();
      first.getOutputStream().write(bytes("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"));
      String answer = new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nup 1\n");
    } finally {
      for (Socket each : idle) {
        each.close();
      }
    }
  }

  private MetricsServer.Page page() {
    return new MetricsServer.Page() {
      @Override
      public String contentType() {
        return "text/plain";
      }

      @Override
      public void write(OutputStream out) throws IOException {
        made.incrementAndGet();
        out.write(bytes("up 1\n"));
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
