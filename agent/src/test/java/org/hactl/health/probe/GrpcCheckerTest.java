package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.http2.TestFrames.all;
import static org.hactl.health.http2.TestFrames.continuation;
import static org.hactl.health.http2.TestFrames.data;
import static org.hactl.health.http2.TestFrames.frame;
import static org.hactl.health.http2.TestFrames.goAway;
import static org.hactl.health.http2.TestFrames.header;
import static org.hactl.health.http2.TestFrames.health;
import static org.hactl.health.http2.TestFrames.http1;
import static org.hactl.health.http2.TestFrames.openHeader;
import static org.hactl.health.http2.TestFrames.ping;
import static org.hactl.health.http2.TestFrames.reset;
import static org.hactl.health.http2.TestFrames.serving;
import static org.hactl.health.http2.TestFrames.settings;
import static org.hactl.health.http2.TestFrames.trailer;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.health.ScriptedServer;
import org.hactl.health.http2.TestFrames;
import org.hactl.health.http2.TestFrames.Asked;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.junit.jupiter.api.Test;

/** The check against a server that says what a test wants. */
class GrpcCheckerTest {
  private static final CheckSpec WHOLE =
      new CheckSpec.Grpc(Place.REAL_SERVER, "", null, null, Tries.TIMING);
  private static final byte[] HEADER = header(":status 200", "content-type application/grpc");

  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private interface Script {
    void say(OutputStream out, Socket connection) throws Exception;
  }

  private ScriptedServer server(Script script) throws Exception {
    return new ScriptedServer(connection -> {
      asked.add(TestFrames.read(connection.getInputStream(), true));
      script.say(connection.getOutputStream(), connection);
      connection.shutdownOutput();
    });
  }

  private ScriptedServer saying(byte[]... frames) throws Exception {
    return server((out, _) -> out.write(all(frames)));
  }

  private CheckResult of(byte[]... frames) throws Exception {
    try (ScriptedServer server = saying(frames)) {
      return Tries.once(server.address(), WHOLE);
    }
  }

  @Test
  void aServerThatServesPasses() throws Exception {
    CheckSpec cart =
        new CheckSpec.Grpc(Place.REAL_SERVER, "shop.Cart", "shop.example", null, Tries.TIMING);
    try (ScriptedServer server = saying(serving())) {
      assertThat(Tries.once(server.address(), cart)).isEqualTo(CheckResult.success("SERVING"));
    }
    assertThat(asked.getFirst().header())
        .containsExactly(
            ":method POST",
            ":scheme http",
            ":path /grpc.health.v1.Health/Check",
            ":authority shop.example",
            "content-type application/grpc",
            "te trailers",
            "user-agent hactl");
    assertThat(new String(asked.getFirst().content(), StandardCharsets.ISO_8859_1))
        .isEqualTo("\0\0\0\0\u000b\n\u0009shop.Cart");
  }

  @Test
  void theServerAsAWholeHasNoName() throws Exception {
    assertThat(of(serving()).success()).isTrue();
    assertThat(asked.getFirst().content()).containsExactly(0, 0, 0, 0, 0);
    assertThat(asked.getFirst().header()).contains(":authority vip.example");
  }

  @Test
  void otherFramesDoNotDisturb() throws Exception {
    assertThat(
            of(
                    settings(),
                    ping(),
                    frame(4, 1, 0), // SETTINGS, acknowledged
                    frame(8, 0, 0, 0, 0, 1, 0), // WINDOW_UPDATE
                    frame(0x55, 0, 7, 1, 2, 3),
                    header(":status 103"),
                    frame(1, 0x2c, 1, 1, 0, 0, 0, 0, 9, 0x88, 0xff), // HEADERS, padded, priority
                    goAway(1, 0),
                    frame(0, 8, 1, 1, 0, 0, 0, 0, 2, 8, 1, 0), // DATA, padded
                    trailer("grpc-status 0"))
                .detail())
        .isEqualTo("SERVING");
  }

  @Test
  void everyOtherHealthFails() throws Exception {
    assertThat(of(settings(), HEADER, health(2), trailer("grpc-status 0")).detail())
        .isEqualTo("the service is NOT_SERVING");
    assertThat(of(settings(), HEADER, health(3), trailer("grpc-status 0")).detail())
        .isEqualTo("the service is SERVICE_UNKNOWN");
    assertThat(of(settings(), HEADER, data(0, 0, 0, 0, 0), trailer("grpc-status 0")).detail())
        .isEqualTo("the service is UNKNOWN");
    assertThat(of(settings(), HEADER, health(9), trailer("grpc-status 0")).detail())
        .isEqualTo("the service is of the unknown health 9");
  }

  @Test
  void aMessageMayHaveFurtherFields() throws Exception {
    byte[] further = data(0, 0, 0, 0, 9, 0x10, 5, 0x1a, 1, 'x', 8, 2, 8, 1);
    assertThat(of(settings(), HEADER, further, trailer("grpc-status 0")).success()).isTrue();
  }

  @Test
  void theStatusOfTheCallIsTold() throws Exception {
    assertThat(
            of(
                    settings(),
                    trailer(
                        ":status 200",
                        "content-type application/grpc",
                        "grpc-status 12",
                        "grpc-message unknown service grpc.health.v1.Health"))
                .detail())
        .isEqualTo("gRPC status 12 (UNIMPLEMENTED): unknown service grpc.health.v1.Health");
    assertThat(of(settings(), HEADER, health(1), trailer("grpc-status 14")).detail())
        .isEqualTo("gRPC status 14 (UNAVAILABLE)");
    assertThat(of(settings(), trailer(":status 503")).detail())
        .isEqualTo("HTTP status 503, wanted 200");
    assertThat(of(settings(), trailer(":status 200", "content-type text/html")).detail())
        .isEqualTo("no gRPC: the answer has the content type text/html");
  }

  @Test
  void whatIsNoHealthMessageFails() throws Exception {
    for (byte[] message :
        List.of(
            data(),
            data(1, 0, 0, 0, 2, 8, 1),
            data(0, 0, 0, 0, 3, 8, 1),
            data(0, 0, 0, 0, 2, 8, 0x81),
            data(0, 0, 0, 0, 2, 0x0f, 1))) {
      assertThat(of(settings(), HEADER, message, trailer("grpc-status 0")).detail())
          .isEqualTo("answer: the message is not the one of a health check");
    }
  }

  @Test
  void aServerThatResetsOrGoesAwayFails() throws Exception {
    assertThat(of(settings(), reset(7)).detail())
        .isEqualTo("answer: the server ended the request: REFUSED_STREAM");
    assertThat(of(settings(), goAway(0, 11)).detail())
        .isEqualTo("answer: the server goes away: ENHANCE_YOUR_CALM");
    assertThat(of(settings()).detail()).isEqualTo("answer: connection closed");
    assertThat(of(settings(), HEADER, new byte[] {0, 0}).detail())
        .isEqualTo("answer: connection closed");
    try (ScriptedServer server =
        server((_, connection) -> {
          connection.setSoLinger(true, 0);
          connection.close();
        })) {
      assertThat(Tries.once(server.address(), WHOLE).detail()).startsWith("answer: ");
    }
  }

  @Test
  void aServerWithoutHttp2Fails() throws Exception {
    assertThat(of(http1()).detail())
        .isEqualTo("answer: no frame of HTTP/2, or one of more than 16 KiB");
    assertThat(of(HEADER).detail())
        .isEqualTo("answer: the server does not begin with the settings of HTTP/2");
    assertThat(of(settings(), frame(5, 4, 1, 0, 0, 0, 2)).detail())
        .isEqualTo("answer: a frame that does not belong there");
    assertThat(of(settings(), data(1)).detail()).isEqualTo("answer: content without a header");
  }

  @Test
  void aServerThatSendsWithoutEndFails() throws Exception {
    assertThat(endless(ping()).detail()).isEqualTo("answer: more than 16 frames that want a reply");
    assertThat(endless(frame(0x55, 0, 0)).detail())
        .isEqualTo("answer: more than 1000 frames without an answer");
    assertThat(endless(header(":status 103")).detail())
        .isEqualTo("answer: more than 1000 frames without an answer");
    assertThat(endless(HEADER, data(new int[16_000])).detail())
        .isEqualTo("answer: content of more than 65535 bytes");
    assertThat(endless(openHeader(), continuation(0x88)).detail())
        .isEqualTo("answer: a header without an end");
    assertThat(endless(openHeader(), continuation()).detail())
        .isEqualTo("answer: a header without an end");
  }

  /** The first frames once, and the last one again and again. */
  private CheckResult endless(byte[]... frames) throws Exception {
    try (ScriptedServer server =
        server((out, _) -> {
          out.write(settings());
          for (byte[] each : frames) {
            out.write(each);
          }
          while (true) {
            out.write(frames[frames.length - 1]);
          }
        })) {
      return Tries.once(server.address(), WHOLE);
    }
  }

  @Test
  void aServerThatDripsOrHangsEndsByTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server = server((_, _) -> over.await())) {
      assertThat(Tries.shortly(server.address(), WHOLE))
          .isEqualTo(CheckResult.failure("answer: no answer in time"));
    }
    try (ScriptedServer server =
        server((out, _) -> {
          for (byte each : serving()) {
            if (over.await(20, TimeUnit.MILLISECONDS)) {
              return;
            }
            out.write(each);
          }
        })) {
      assertThat(Tries.shortly(server.address(), WHOLE).detail()).endsWith("no answer in time");
    } finally {
      over.countDown();
    }
  }
}
