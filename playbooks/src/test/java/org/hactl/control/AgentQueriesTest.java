package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.rollout.Parallel;
import org.hactl.ssh.SshEndpoint;
import org.hactl.ssh.SshException;
import org.junit.jupiter.api.Test;

class AgentQueriesTest {
  @Test
  void anAgentThatDiedAndLeftItsSocketIsNoUnreachableHost() {
    FakeAgent dead = new FakeAgent(FakeAgent.probeText("d"), _ -> List.of());
    Answer<HostStatus> answer = status(_ -> dead);
    assertThat(answer.unreachable()).isFalse();
    assertThat(answer.failure())
        .isEqualTo(
            new HostFailure(
                "the agent is installed but does not answer: while asked to identify itself: the"
                    + " connection to the agent ended",
                "on that host: systemctl status hactl-agent"));
  }

  @Test
  void aHostThatSshDoesNotReachIsUnreachable() {
    Answer<HostStatus> answer =
        status(_ -> {
          throw new SshException(SshException.Failure.REFUSED, "refused", "start sshd", null);
        });
    assertThat(answer.unreachable()).isTrue();
  }

  @Test
  void anUnexpectedErrorIsThatHostsFailure() {
    Answer<HostStatus> answer =
        status(_ -> {
          throw new IllegalStateException("no such thing");
        });
    assertThat(answer.unreachable()).isFalse();
    assertThat(answer.failure())
        .extracting(HostFailure::message)
        .isEqualTo("internal error: java.lang.IllegalStateException: no such thing");
  }

  @Test
  void ofTwoQuestionsAtOnceOneConnectionIsKept() {
    AtomicInteger open = new AtomicInteger();
    LinkOpener opener =
        _ -> {
          open.incrementAndGet();
          return new FakeAgent(
              FakeAgent.probeText("d"), _ -> List.of(new Reply.Hello(1, "0.1.0", "d", 3, "d", 0))) {
            @Override
            public void close() {
              open.decrementAndGet();
            }
          };
        };
    AgentQueries queries = new AgentQueries(fleet(opener), AgentQueries.Connections.KEPT);
    CyclicBarrier both = new CyclicBarrier(2);
    List<Answer<Integer>> answers =
        Parallel.map(List.of(1, 2), 2, number -> queries.one("lvs1", _ -> after(both, number)));
    assertThat(answers).extracting(Answer::value).containsExactly(1, 2);
    assertThat(open).hasValue(1);
    queries.close();
    assertThat(open).hasValue(0);
  }

  private static int after(CyclicBarrier both, int number) {
    try {
      both.await();
      return number;
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer<HostStatus> status(LinkOpener opener) {
    return new AgentQueries(fleet(opener)).status(List.of("lvs1")).getFirst();
  }

  private static Fleet fleet(LinkOpener opener) {
    SshEndpoint endpoint = new SshEndpoint("lvs1", 22, Optional.of("root"), Optional.empty());
    return new Fleet(
        Map.of("lvs1", new HostTarget("lvs1", Optional.of(endpoint), false)),
        opener,
        new RuntimeImages(Path.of("none"), Path.of("none"), Path.of("none")),
        FakeAgent.PROTOCOL,
        1,
        Duration.ZERO);
  }
}
