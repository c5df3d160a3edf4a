package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.health.ScriptedServer;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.Payload;
import org.hactl.host.Talk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a TCP check says and hears. */
class TcpTalkTest {
  private static final String PING = "PING\\r\\n\\r\\n";

  @Test
  void theAnswerHasTheWantedText() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer("+PONG\r\n"))) {
      assertThat(Tries.once(server.address(), talk(PING, "PONG\\r\\n")))
          .isEqualTo(CheckResult.success("answer as wanted"));
      assertThat(Tries.once(server.address(), talk(PING, null)))
          .isEqualTo(CheckResult.success("connected"));
      assertThat(Tries.once(server.address(), talk(PING, "+OK")))
          .isEqualTo(CheckResult.failure("answer of 7 bytes lacks the wanted text"));
      assertThat(server.requests()).contains("PING\r\n\r\n");
    }
  }

  @Test
  void aServerThatSaysNothingOrWithoutEndFails() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer(""))) {
      assertThat(Tries.once(server.address(), talk(PING, "x")))
          .isEqualTo(CheckResult.failure("answer: connection closed"));
      server.become(connection -> {
        while (true) {
          connection.getOutputStream().write(new byte[4096]);
        }
      });
      assertThat(Tries.once(server.address(), talk(PING, "x")))
          .isEqualTo(
              CheckResult.failure("the first 65536 bytes of the answer lack the wanted text"));
    }
  }

  @Test
  void aServerThatDripsOrHangsEndsByTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(connection -> over.await())) {
      assertThat(Tries.shortly(server.address(), talk(PING, "x")).detail())
          .endsWith("no answer in time");
      server.become(connection -> {
        OutputStream out = connection.getOutputStream();
        while (!over.await(10, TimeUnit.MILLISECONDS)) {
          out.write('y');
        }
      });
      assertThat(Tries.shortly(server.address(), talk(PING, "x")).detail())
          .endsWith("no answer in time");
    } finally {
      over.countDown();
    }
  }

  private static CheckSpec talk(String send, @Nullable String expect) {
    return new CheckSpec.Tcp(
        Place.REAL_SERVER,
        new Talk(Payload.parse(send), expect == null ? null : Payload.parse(expect)),
        Tries.TIMING);
  }
}
