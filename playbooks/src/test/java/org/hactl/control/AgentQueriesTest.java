package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.RuntimeImages;
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

  private static Answer<HostStatus> status(LinkOpener opener) {
    SshEndpoint endpoint = new SshEndpoint("lvs1", 22, Optional.of("root"), Optional.empty());
    Fleet fleet =
        new Fleet(
            Map.of("lvs1", new HostTarget("lvs1", Optional.of(endpoint), false)),
            opener,
            new RuntimeImages(Path.of("none"), Path.of("none"), Path.of("none")),
            FakeAgent.PROTOCOL,
            1,
            Duration.ZERO);
    return new AgentQueries(fleet).status(List.of("lvs1")).getFirst();
  }
}
