package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.AgentTimeouts;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostFailure;
import org.hactl.ssh.DuplexStream;
import org.junit.jupiter.api.Test;

/** A broken or hostile host fails alone, whatever it says. */
class HostileHostTest {
  @Test
  void aLineWithoutEndIsAFailure() {
    HostException e = failure(endless("x"));
    assertThat(e.column()).isEqualTo(HostException.RecapColumn.FAILED);
    assertThat(e)
        .hasMessage(
            "while asked to report its status: the agent's answer is longer than any answer can"
                + " be: a line of more than 8388608 bytes");
  }

  @Test
  void progressWithoutEndIsAFailure() {
    String progress = FakeAgent.PROTOCOL.write(new Reply.Progress("working", null, false)) + "\n";
    assertThat(failure(endless(progress))).hasMessageContaining("100001 lines");
    String text = "x".repeat(1_000_000);
    String long_ = FakeAgent.PROTOCOL.write(new Reply.Progress(text, null, false)) + "\n";
    assertThat(failure(endless(long_))).hasMessageContaining("34 lines");
  }

  @Test
  void anAnswerThatGoesOnAndOnIsEndedAtItsDeadline() {
    String progress = FakeAgent.PROTOCOL.write(new Reply.Progress("working", null, false)) + "\n";
    ClosableStream slow = new ClosableStream(progress);
    AgentTimeouts limits =
        new AgentTimeouts(Duration.ofSeconds(60), Optional.of(Duration.ofMillis(50)));
    try (AgentClient client =
        new AgentClient(
            new DuplexStream(slow, java.io.OutputStream.nullOutputStream(), slow::close),
            FakeAgent.PROTOCOL,
            _ -> limits)) {
      HostException e =
          catchThrowableOfType(
              HostException.class,
              () -> client.ask(new Request.Status(false), Reply.Status.class, _ -> {}));
      assertThat(e)
          .hasMessage("while asked to report its status: the agent did not finish within 0.05 s");
    }
  }

  @Test
  void errorsOfThisProgramAreThatHostsFailure() {
    AgentQueries queries = new AgentQueries(Fleets.of(agents("lvs1")));
    for (Error error : List.of(new OutOfMemoryError("heap"), new StackOverflowError("deep"))) {
      Answer<String> answer =
          queries.one(
              "lvs1",
              _ -> {
                throw error;
              });
      assertThat(answer.failure())
          .extracting(HostFailure::message)
          .asString()
          .startsWith("what the host said took all of this program's memory");
    }
  }

  @Test
  void theOthersAreAnsweredBesideAHostThatNeverStops() {
    Map<String, FakeAgent> agents = agents("lvs1", "lvs2");
    agents.put(
        "bad",
        new FakeAgent(FakeAgent.probeText("d"), HostileHostTest::answer) {
          @Override
          public DuplexStream openSocket(String path) {
            return SaidBytes.of(endless("{\"type\":\"hello\",\"x\":["));
          }
        });
    List<Answer<org.hactl.api.HostStatus>> answers =
        new AgentQueries(Fleets.of(agents)).status(List.of("lvs1", "bad", "lvs2"));
    assertThat(answers)
        .extracting(answer -> answer.failure() == null)
        .containsExactly(true, false, true);
  }

  @Test
  void damagedAnswersAreThatHostsFailure() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] valid = SaidBytes.answers();
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
      for (int i = random.nextInt(6); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        SaidBytes.askAll(bytes);
        var _ = HostFacts.parse(new String(bytes, StandardCharsets.UTF_8));
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed %d round %d".formatted(seed, round), e);
      }
    }
  }

  private static Map<String, FakeAgent> agents(String... names) {
    Map<String, FakeAgent> agents = new LinkedHashMap<>();
    for (String name : names) {
      agents.put(name, new FakeAgent(FakeAgent.probeText("d"), HostileHostTest::answer));
    }
    return agents;
  }

  private static List<Reply> answer(Request request) {
    return switch (request) {
      case Request.Hello _ -> List.of(new Reply.Hello(1, "0.1.0", "d", 3, "d", 0));
      case Request.Status _ -> List.of(new Reply.Status(Statuses.ofServices("lvs1", List.of())));
      default -> List.of();
    };
  }

  private static HostException failure(InputStream said) {
    try (AgentClient client = new AgentClient(SaidBytes.of(said), FakeAgent.PROTOCOL)) {
      return catchThrowableOfType(
          HostException.class,
          () -> client.ask(new Request.Status(false), Reply.Status.class, _ -> {}));
    }
  }

  private static InputStream endless(String text) {
    return new ClosableStream(text);
  }

  /** A text over and over, until it is closed. */
  private static final class ClosableStream extends InputStream {
    private final byte[] text;
    private int at;
    private volatile boolean closed;

    ClosableStream(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      if (closed) {
        return -1;
      }
      at = at % text.length;
      return text[at++];
    }

    @Override
    public int read(byte[] to, int from, int most) {
      if (closed) {
        return -1;
      }
      at = at % text.length;
      int n = Math.min(most, text.length - at);
      System.arraycopy(text, at, to, from, n);
      at += n;
      return n;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
