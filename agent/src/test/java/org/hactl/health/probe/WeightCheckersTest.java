package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.health.ScriptedServer;
import org.hactl.health.probe.AgentChecker.AgentLine;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightCheckersTest {
  private static final CheckSpec AGENT =
      new CheckSpec.Agent(Place.REAL_SERVER, Payload.parse("web1\\r\\n\\r\\n"), Tries.TIMING);

  @TempDir private Path folder;

  @Test
  void theNumberOfAFileIsTheWeight() throws Exception {
    assertThat(file("100\n").weightPercent()).isEqualTo(10_000);
    assertThat(file(" 0 ").weightPercent()).isZero();
    assertThat(file("999999").weightPercent()).isEqualTo(6_553_500);
    assertThat(file("-1").verdict()).isEqualTo(CheckResult.Verdict.FAILURE);
  }

  @Test
  void aFileWithoutANumberDecidesNothing() throws Exception {
    for (String text : new String[] {"", "x", "1 2", "1.5", "9".repeat(100)}) {
      assertThat(file(text).verdict()).as(text).isEqualTo(CheckResult.Verdict.NONE);
    }
    assertThat(new FileChecker(folder.resolve("missing")).check(deadline()).verdict())
        .isEqualTo(CheckResult.Verdict.NONE);
    assertThat(new FileChecker(folder).check(deadline()).verdict())
        .isEqualTo(CheckResult.Verdict.NONE);
  }

  @Test
  void anAgentSaysWhatItCanTake() throws Exception {
    assertThat(AgentLine.judge("50%").weightPercent()).isEqualTo(50);
    assertThat(AgentLine.judge("up 200%").weightPercent()).isEqualTo(200);
    assertThat(AgentLine.judge("ready,75%,maxconn:30").weightPercent()).isEqualTo(75);
    assertThat(AgentLine.judge("up")).isEqualTo(CheckResult.success("the agent says up"));
    assertThat(AgentLine.judge("drain").weightPercent()).isZero();
    assertThat(AgentLine.judge("75% drain").weightPercent()).isZero();
    for (String down : new String[] {"down", "failed", "stopped # too hot", "maint", "50% down"}) {
      assertThat(AgentLine.judge(down).success()).as(down).isFalse();
    }
    assertThat(AgentLine.judge("up # down soon").success()).isTrue();
    for (String bad : new String[] {"", "hello", "50", "# up", "1000%"}) {
      assertThatThrownBy(() -> AgentLine.judge(bad)).as(bad).isInstanceOf(MalformedAnswer.class);
    }
  }

  @Test
  void theAgentIsAsked() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.answer("37%\n"))) {
      assertThat(Tries.once(server.address(), AGENT))
          .isEqualTo(CheckResult.weighing("the agent says 37%", 37));
      assertThat(server.requests()).containsExactly("web1\r\n\r\n");
      server.become(ScriptedServer.answer("up"));
      assertThat(Tries.once(server.address(), AGENT).success()).as("without an end").isTrue();
      server.become(ScriptedServer.answer(""));
      assertThat(Tries.once(server.address(), AGENT))
          .isEqualTo(CheckResult.failure("answer: connection closed"));
      server.become(ScriptedServer.answer("x".repeat(100_000)));
      assertThat(Tries.once(server.address(), AGENT).success()).isFalse();
    }
  }

  @Test
  void anAgentThatDripsEndsByTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(connection -> {
          while (!over.await(10, TimeUnit.MILLISECONDS)) {
            connection.getOutputStream().write('5');
          }
        })) {
      assertThat(Tries.shortly(server.address(), AGENT).detail()).endsWith("no answer in time");
    } finally {
      over.countDown();
    }
  }

  private CheckResult file(String text) throws Exception {
    return new FileChecker(Files.writeString(folder.resolve("weight"), text)).check(deadline());
  }

  private static Deadline deadline() {
    return new Deadline(System::nanoTime, 20_000);
  }
}
