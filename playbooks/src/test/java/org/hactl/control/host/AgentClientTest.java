package org.hactl.control.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.FakeAgent;
import org.hactl.host.HostState;
import org.hactl.ssh.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentClientTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endTheSilence() {
    end.countDown();
  }

  @Test
  void anAgentThatSaysNothingIsGivenUp() {
    HostException e = failure(new FakeAgent("", _ -> silence()), SHORT);
    assertThat(e.column()).isEqualTo(HostException.RecapColumn.UNREACHABLE);
    assertThat(e)
        .hasMessage("while asked to report its status: the agent did not answer within 0.5 s");
    assertThat(e.nextStep()).contains("systemctl status hactl-agent");
  }

  @Test
  void anAgentThatHangsAmidItsEventsIsGivenUp() throws Exception {
    List<Reply> told = new ArrayList<>();
    FakeAgent agent = new FakeAgent("", _ -> List.of(new Reply.Pulse(0)));
    try (AgentClient client = client(agent, SHORT)) {
      HostException e =
          catchThrowableOfType(
              HostException.class, () -> client.events(new Request.Events(5, 0, true), told::add));
      assertThat(e).hasMessageContaining("while asked to report its events");
    }
    assertThat(told).containsExactly(new Reply.Pulse(0));
  }

  @Test
  void anAgentThatHangsUpIsNotCalledSilent() {
    assertThat(failure(new FakeAgent("", _ -> List.of()), TIMEOUT))
        .hasMessage("while asked to report its status: the connection to the agent ended");
  }

  @Test
  void anAgentThatKeepsNoHistoryIsCalledOlder() throws Exception {
    Reply unknown = new Reply.Failed(Reply.Failed.UNKNOWN_REQUEST, "not a Request");
    try (AgentClient client = client(new FakeAgent("", _ -> List.of(unknown)), TIMEOUT)) {
      HostException e =
          catchThrowableOfType(
              HostException.class,
              () -> client.ask(new Request.History(20), Reply.History.class, _ -> {}));
      assertThat(e).hasMessage("the agent is older than this hactl and keeps no history");
      assertThat(e.nextStep()).contains("hactl apply");
    }
  }

  @Test
  void whatNoAgentTakesIsNotSent() throws Exception {
    FakeAgent agent = new FakeAgent("", _ -> List.of());
    HostState large = HostState.empty("s".repeat(Protocol.MAX_LINE_BYTES), "lvs1");
    try (AgentClient client = client(agent, TIMEOUT)) {
      HostException e =
          catchThrowableOfType(
              HostException.class,
              () -> client.ask(new Request.Plan(large), Reply.Plan.class, _ -> {}));
      assertThat(e).hasMessageStartingWith("the request to plan has 8");
    }
    assertThat(agent.asked).isEmpty();
  }

  @Test
  void longWorkMayBeSilentForLong() {
    assertThat(AgentTimeouts.of(new Request.Hello()).silence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(AgentTimeouts.of(new Request.Events(5, 0, true)).total()).isEmpty();
    assertThat(AgentTimeouts.of(new Request.Events(5, 0, false)).silence())
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(AgentTimeouts.of(new Request.Rollback(3)).silence())
        .isEqualTo(Duration.ofMinutes(30));
  }

  private List<Reply> silence() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static HostException failure(FakeAgent agent, Duration limit) {
    try (AgentClient client = client(agent, limit)) {
      return catchThrowableOfType(
          HostException.class,
          () -> client.ask(new Request.Status(false), Reply.Status.class, _ -> {}));
    } catch (SshException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AgentClient client(FakeAgent agent, Duration limit) throws SshException {
    return new AgentClient(
        agent.openSocket("agent.sock"),
        FakeAgent.PROTOCOL,
        _ -> new AgentTimeouts(limit, Optional.empty()));
  }
}
