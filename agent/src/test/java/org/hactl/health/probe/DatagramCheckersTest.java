package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.DnsQuestion;
import org.hactl.host.DnsQuestion.Transport;
import org.hactl.host.Payload;
import org.hactl.host.Talk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks by UDP, and DNS over TCP. */
class DatagramCheckersTest {
  @Test
  void aDatagramIsAnsweredAsWanted() throws Exception {
    try (DatagramServer server = new DatagramServer(request -> List.of(new byte[] {1}, request))) {
      assertThat(Tries.once(server.address(), udp("\\x00ping", "ping")))
          .isEqualTo(CheckResult.success("answer as wanted"));
      assertThat(Tries.once(server.address(), udp(null, null)))
          .isEqualTo(CheckResult.success("answer of 1 bytes"));
      assertThat(server.requests().getFirst()).containsExactly(0, 'p', 'i', 'n', 'g');
      assertThat(server.requests().getLast()).containsExactly(0);
      assertThat(Tries.shortly(server.address(), udp("x", "pong")))
          .isEqualTo(CheckResult.failure("2 answers without what is wanted"));
    }
  }

  @Test
  void silenceIsAFailureOnlyIfAnAnswerIsWanted() throws Exception {
    try (DatagramServer server = new DatagramServer(_ -> List.of())) {
      assertThat(Tries.shortly(server.address(), udp("x", null)))
          .isEqualTo(CheckResult.success("no ICMP error"));
      assertThat(Tries.shortly(server.address(), udp("x", "y")))
          .isEqualTo(CheckResult.failure("no answer in time"));
    }
  }

  @Test
  void aClosedPortFails() throws Exception {
    InetSocketAddress closed;
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      closed = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    CheckResult refused = CheckResult.failure("the port is closed (ICMP port unreachable)");
    assertThat(Tries.once(closed, udp("x", null))).isEqualTo(refused);
    assertThat(Tries.once(closed, dns(Transport.UDP, List.of("NOERROR"), null))).isEqualTo(refused);
  }

  @Test
  void aDnsServerAnswers() throws Exception {
    try (DatagramServer server = new DatagramServer(query -> List.of(answer(query, 0)))) {
      assertThat(Tries.once(server.address(), dns(Transport.UDP, List.of("NOERROR"), null)))
          .isEqualTo(CheckResult.success("DNS NOERROR, 1 records"));
      assertThat(
              Tries.once(server.address(), dns(Transport.UDP, List.of("NOERROR"), "192.0.2.1"))
                  .success())
          .isTrue();
      assertThat(Tries.once(server.address(), dns(Transport.UDP, List.of("NOERROR"), "192.0.2.9")))
          .isEqualTo(CheckResult.failure("DNS NOERROR, none of 1 records has the wanted text"));
      assertThat(
              Tries.once(
                  server.address(), dns(Transport.UDP, List.of("NXDOMAIN", "REFUSED"), null)))
          .isEqualTo(CheckResult.failure("DNS NOERROR, wanted NXDOMAIN or REFUSED"));
    }
  }

  @Test
  void anAnswerThatIsNotForTheQuestionIsPassedOver() throws Exception {
    try (DatagramServer server =
        new DatagramServer(query -> {
          byte[] late = answer(query, 2);
          late[0] ^= 1;
          return List.of(new byte[3], late, answer(query, 0));
        })) {
      assertThat(
              Tries.once(server.address(), dns(Transport.UDP, List.of("NOERROR"), null)).success())
          .isTrue();
    }
    try (DatagramServer server =
        new DatagramServer(query -> List.of(Arrays.copyOf(answer(query, 0), 35)))) {
      assertThat(Tries.once(server.address(), dns(Transport.UDP, List.of("NOERROR"), null)))
          .isEqualTo(CheckResult.failure("not a valid answer: it ends too early"));
    }
  }

  @Test
  void aDnsServerAnswersByTcpPieceByPiece() throws Exception {
    try (Tcp server =
        new Tcp((out, query) -> {
          for (byte each : framed(answer(query, 0))) {
            out.write(each);
            out.flush();
          }
        })) {
      assertThat(Tries.once(server.address(), dns(Transport.TCP, List.of("NOERROR"), null)))
          .isEqualTo(CheckResult.success("DNS NOERROR, 1 records"));
    }
    try (Tcp server = new Tcp((out, query) -> out.write(new byte[] {0, 99, 1}))) {
      assertThat(Tries.once(server.address(), dns(Transport.TCP, List.of("NOERROR"), null)))
          .isEqualTo(CheckResult.failure("answer: connection closed in the middle of the answer"));
    }
    try (Tcp server = new Tcp((_, _) -> {})) {
      assertThat(Tries.once(server.address(), dns(Transport.TCP, List.of("NOERROR"), null)))
          .isEqualTo(CheckResult.failure("answer: connection closed"));
    }
  }

  @Test
  void aDnsServerThatDripsEndsByTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Tcp server =
        new Tcp((out, _) -> {
          out.write(new byte[] {(byte) 0xff, (byte) 0xff});
          while (!over.await(10, TimeUnit.MILLISECONDS)) {
            out.write(0);
          }
        })) {
      assertThat(
              Tries.shortly(server.address(), dns(Transport.TCP, List.of("NOERROR"), null))
                  .detail())
          .endsWith("no answer in time");
    } finally {
      over.countDown();
    }
  }

  private static CheckSpec udp(@Nullable String payload, @Nullable String expect) {
    return new CheckSpec.Udp(
        Place.REAL_SERVER,
        new Talk(
            payload == null ? null : Payload.parse(payload),
            expect == null ? null : Payload.parse(expect)),
        Tries.TIMING);
  }

  private static CheckSpec dns(
      Transport transport, List<String> rcodes, @Nullable String contains) {
    return new CheckSpec.Dns(
        Place.REAL_SERVER,
        new DnsQuestion(transport, "A", "shop.example", rcodes, contains),
        Tries.TIMING);
  }

  /** The question with one address as answer. */
  private static byte[] answer(byte[] query, int rcode) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(query);
    out.writeBytes(HexFormat.of().parseHex("c00c000100010000003c0004c0000201"));
    byte[] message = out.toByteArray();
    message[2] |= (byte) 0x80;
    message[3] = (byte) rcode;
    message[7] = 1;
    return message;
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  /** Answers one question on each connection. */
  private static final class Tcp implements AutoCloseable {
    private interface Script {
      void answer(OutputStream out, byte[] query) throws Exception;
    }

    private final ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final Script script;

    Tcp(Script script) throws Exception {
      this.script = script;
      Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
      return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket connection = listener.accept()) {
          byte[] length = connection.getInputStream().readNBytes(2);
          byte[] query = connection.getInputStream().readNBytes(ByteBuffer.wrap(length).getShort());
          script.answer(connection.getOutputStream(), query);
          connection.shutdownOutput();
        } catch (Exception _) {
          // The check has gone.
        }
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
