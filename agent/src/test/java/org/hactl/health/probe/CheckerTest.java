package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.ScriptedServer.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.health.ScriptedServer;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.Payload;
import org.hactl.host.Talk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final CheckSpec TCP = new CheckSpec.Tcp(null, new Timing(1000, 1000, 1, 1));
  private static final long AMPLE_MILLIS = 20_000;
  private static final long SHORT_MILLIS = 150;

  @Test
  void aConnectionIsEnoughForTcp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(connection -> {})) {
      assertThat(tcp(server.address())).isEqualTo(CheckResult.success("connected"));
    }
  }

  @Test
  void aClosedPortIsRefused() throws Exception {
    InetSocketAddress closed = closedPort();

    assertThat(tcp(closed)).isEqualTo(CheckResult.failure("connect: Connection refused"));
    assertThat(get(closed, null, AMPLE_MILLIS))
        .isEqualTo(CheckResult.failure("connect: Connection refused"));
  }

  @Test
  void aFullBacklogTimesOut() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      InetSocketAddress address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
      CheckResult last = CheckResult.success("");
      // The kernel accepts one or two connections more than the backlog says.
      for (int n = 0; n < 20 && last.success(); n++) {
        last = tcp(address, SHORT_MILLIS);
      }
      assertThat(last).isEqualTo(CheckResult.failure("connect: no answer in time"));
    }
  }

  @Test
  void whatThisHostLacksIsNoResult() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.18"), 80);
    for (SocketException lack :
        List.of(
            new SocketException("Too many open files"),
            new SocketException("Operation not permitted"),
            new BindException("Cannot assign requested address"))) {
      CheckResult none = CheckResult.notTried("connect: " + lack.getMessage());
      Means means = Means.withoutScripts(() -> new Refused(lack));
      assertThat(check(address, TCP, means)).isEqualTo(none);
      assertThat(check(address, http(null), means)).isEqualTo(none);
    }
    assertThat(
            check(
                address,
                TCP,
                Means.withoutScripts(() -> new Refused(new SocketException("Network is down")))))
        .isEqualTo(CheckResult.failure("connect: Network is down"));
  }

  @Test
  void aSourceThatThisHostDoesNotHaveIsNoResult() throws Exception {
    CheckSpec.Place from = new CheckSpec.Place(null, null, "192.0.2.77");
    try (ScriptedServer server = new ScriptedServer(connection -> {})) {
      assertThat(Tries.once(server.address(), new CheckSpec.Tcp(from, Talk.NONE, Tries.TIMING)))
          .isEqualTo(CheckResult.notTried("connect: Cannot assign requested address"));
      assertThat(
              Tries.once(server.address(), new CheckSpec.Udp(from, Talk.NONE, Tries.TIMING))
                  .verdict())
          .isEqualTo(CheckResult.Verdict.NONE);
    }
  }

  @Test
  void anInterfaceThatThisHostDoesNotHaveIsNoResult() throws Exception {
    CheckSpec.Place from = new CheckSpec.Place(null, null, null, "nosuch0", null, null);
    try (ScriptedServer server = new ScriptedServer(connection -> {})) {
      assertThat(Tries.once(server.address(), new CheckSpec.Tcp(from, Talk.NONE, Tries.TIMING)))
          .isEqualTo(CheckResult.notTried("connect: interface nosuch0: No such device"));
      assertThat(Tries.once(server.address(), new CheckSpec.Udp(from, Talk.NONE, Tries.TIMING)))
          .isEqualTo(CheckResult.notTried("datagram: interface nosuch0: No such device"));
    }
  }

  @Test
  void aSocketOfAnInterfaceTalksLikeAnyOther() throws Exception {
    CheckSpec.Place from = new CheckSpec.Place(null, null, null, "lo", null, null);
    try (ScriptedServer server =
        new ScriptedServer(connection ->
            connection.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      Talk talk = new Talk(Payload.parse("PING\\r\\n\\r\\n"), Payload.parse("+PONG"));
      assertThat(Tries.once(server.address(), new CheckSpec.Tcp(from, talk, Tries.TIMING)))
          .isEqualTo(CheckResult.success("answer as wanted"));
    }
  }

  /** A socket that cannot connect, for the given reason. */
  private static final class Refused extends Socket {
    private final SocketException why;

    Refused(SocketException why) {
      this.why = why;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      throw why;
    }
  }

  @Test
  void sendsHttp11AndAsksToCloseTheConnection() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\n\r\n"))) {
      assertThat(get(server, null)).isEqualTo(CheckResult.success("HTTP status 200"));
      assertThat(server.requests())
          .containsExactly(
              """
              GET /ready?x=1 HTTP/1.1\r
              Host: shop.example\r
              User-Agent: hactl\r
              Accept: */*\r
              Connection: close\r
              \r
              """);
    }
  }

  @Test
  void aLineEndInThePathAddsNoHeader() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\n\r\n"))) {
      CheckSpec.Http spec =
          new CheckSpec.Http(
              null, "/\r\nX: y", List.of(200), null, null, new Timing(1000, 1000, 1, 1));
      var _ = Checker.of(new Aim(server.address(), "h\r\nZ: y", spec), Tries.MEANS).check(ample());
      assertThat(server.requests().getFirst()).startsWith("GET /X:y HTTP/1.1\r\nHost: hZ:y\r\n");
    }
  }

  @Test
  void anotherStatusFails() throws Exception {
    assertThat(served("HTTP/1.1 503 Busy\r\n\r\n", null))
        .isEqualTo(CheckResult.failure("HTTP status 503, wanted 200 or 204"));
    // A redirect is an answer like any other: the check does not follow it.
    assertThat(served("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", null).success()).isFalse();
    assertThat(served("HTTP/1.0 204 No Content\r\n\r\n", null).success()).isTrue();
  }

  @Test
  void skipsInterimAnswers() throws Exception {
    assertThat(
            served("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", null))
        .isEqualTo(CheckResult.success("HTTP status 200"));
  }

  @Test
  void whatIsNotHttpFails() throws Exception {
    assertThat(served("SSH-2.0-OpenSSH_9.2\r\n", null))
        .isEqualTo(CheckResult.failure("status: not HTTP: \"SSH-2.0-OpenSSH_9.2\""));
    assertThat(served("\u001b[2J\n", null))
        .isEqualTo(CheckResult.failure("status: not HTTP: \"?[2J\""));
    assertThat(served("", null)).isEqualTo(CheckResult.failure("status: connection closed"));
    assertThat(served("HTTP/1.1 20", null))
        .isEqualTo(CheckResult.failure("status: connection closed in the middle of a line"));
    assertThat(served("x".repeat(10_000), null))
        .isEqualTo(CheckResult.failure("status: a line of more than 8192 bytes"));
    assertThat(served("HTTP/1.1 100 Continue\r\n\r\n".repeat(11), null).detail())
        .contains("interim");
  }

  @Test
  void aResetFails() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(connection -> {
          connection.setSoLinger(true, 0);
          connection.close();
        })) {
      assertThat(get(server, null).detail())
          .isIn("status: Connection reset", "request: Broken pipe");
    }
  }

  @Test
  void silenceTimesOut() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(connection -> over.await())) {
      assertTimedOut(get(server.address(), null, SHORT_MILLIS));
    } finally {
      over.countDown();
    }
  }

  @Test
  void aTrickleOfBytesDoesNotProlongATry() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(connection -> {
          OutputStream out = connection.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          // Each byte comes well within the time limit of a try, and the bytes never end.
          while (!over.await(10, TimeUnit.MILLISECONDS)) {
            out.write('x');
          }
        })) {
      assertTimedOut(get(server.address(), "wanted", SHORT_MILLIS));
      assertThat(get(server.address(), null, AMPLE_MILLIS).success()).isTrue();
    } finally {
      over.countDown();
    }
  }

  @Test
  void theBodyIsFoundHoweverItIsSent() throws Exception {
    assertThat(served("HTTP/1.1 200 OK\r\n\r\nit is wanted here", "wanted").success()).isTrue();
    assertThat(served("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nwanted", "wanted").success())
        .isTrue();
    assertThat(served(CHUNKED + "3;ext=1\r\nwan\r\n3\r\nted\r\n0\r\n\r\n", "wanted").success())
        .isTrue();
    assertThat(served("HTTP/1.1 200 OK\r\n\r\nhergestellt: schön", "schön").success()).isTrue();
  }

  @Test
  void aBodyThatLacksTheTextFails() throws Exception {
    assertThat(served("HTTP/1.1 200 OK\r\n\r\nnothing", "wanted"))
        .isEqualTo(CheckResult.failure("body of 7 bytes lacks the wanted text"));
    assertThat(served("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno", "wanted"))
        .isEqualTo(CheckResult.failure("body of 2 bytes lacks the wanted text"));
    assertThat(served(CHUNKED + "2\r\nno\r\n0\r\n\r\n", "x"))
        .isEqualTo(CheckResult.failure("body of 2 bytes lacks the wanted text"));
    // Bytes after Content-Length are not part of the body.
    assertThat(served("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nnowanted", "wanted").success())
        .isFalse();
    assertThat(served("HTTP/1.1 204 No Content\r\n\r\nwanted", "wanted").success()).isFalse();
  }

  @Test
  void anIncompleteBodyFails() throws Exception {
    assertThat(served("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "wanted"))
        .isEqualTo(CheckResult.failure("body: connection closed in the middle of the body"));
    assertThat(served(CHUNKED + "9\r\nshort", "wanted"))
        .isEqualTo(CheckResult.failure("body: connection closed in the middle of the body"));
    assertThat(served(CHUNKED + "zz\r\n", "wanted"))
        .isEqualTo(CheckResult.failure("body: a chunk's size is \"zz\""));
    assertThat(served(CHUNKED + "1\r\nab\r\n", "wanted"))
        .isEqualTo(CheckResult.failure("body: a chunk is longer than it says"));
    assertThat(served("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "wanted"))
        .isEqualTo(CheckResult.failure("body: Content-Length is \"-1\""));
  }

  @Test
  void anEndlessBodyIsReadOnlyUpToTheLimit() throws Exception {
    byte[] block = new byte[16 * 1024];
    try (ScriptedServer server =
        new ScriptedServer(connection -> {
          OutputStream out = connection.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(block);
          }
        })) {
      assertThat(get(server, "wanted"))
          .isEqualTo(
              CheckResult.failure("the first 262144 bytes of the body lack the wanted text"));
    }
  }

  /**
   * The text does not name the step: on a busy machine an earlier step may use up the short time.
   */
  private static void assertTimedOut(CheckResult result) {
    assertThat(result.success()).isFalse();
    assertThat(result.detail()).endsWith(": no answer in time");
  }

  private static CheckResult served(String text, @Nullable String bodyContains) throws Exception {
    try (ScriptedServer server = new ScriptedServer(answer(text))) {
      return get(server, bodyContains);
    }
  }

  private static CheckResult get(ScriptedServer server, @Nullable String bodyContains) {
    return get(server.address(), bodyContains, AMPLE_MILLIS);
  }

  private static CheckResult get(
      InetSocketAddress address, @Nullable String bodyContains, long timeoutMillis) {
    return Checker.of(new Aim(address, "shop.example", http(bodyContains)), Tries.MEANS)
        .check(new Deadline(System::nanoTime, timeoutMillis));
  }

  private static CheckSpec.Http http(@Nullable String bodyContains) {
    return new CheckSpec.Http(
        null, "/ready?x=1", List.of(200, 204), null, bodyContains, new Timing(1000, 1000, 1, 1));
  }

  private static CheckResult tcp(InetSocketAddress address) {
    return tcp(address, AMPLE_MILLIS);
  }

  private static CheckResult tcp(InetSocketAddress address, long timeoutMillis) {
    return Checker.of(new Aim(address, "", TCP), Tries.MEANS)
        .check(new Deadline(System::nanoTime, timeoutMillis));
  }

  private static CheckResult check(InetSocketAddress address, CheckSpec check, Means means) {
    return Checker.of(new Aim(address, "shop.example", check), means).check(ample());
  }

  private static Deadline ample() {
    return new Deadline(System::nanoTime, AMPLE_MILLIS);
  }

  private static InetSocketAddress closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }
}
