package org.hactl.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.Health;
import org.hactl.api.HostStatus.RealServerView;
import org.hactl.api.HostStatus.ServiceView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  private final Protocol protocol = new Protocol(HostJson.mapper(List.of()));

  @Test
  void whatIpvsHasIsLeftOutWhereItIsUnknown() throws Exception {
    Reply.Status unknown =
        status(
            new RealServerView("web1", "192.0.2.18", 80, null, Health.HEALTHY, 1, "", null, null));
    String line = protocol.write(unknown);
    assertThat(line).doesNotContain("weight", "Connections", "ipvsKnown");
    assertThat(protocol.readReply(line)).isEqualTo(unknown);
    Reply.Status out =
        status(new RealServerView("web1", "192.0.2.18", 80, null, Health.HEALTHY, 1, "", 0L, 0L));
    assertThat(protocol.write(out)).contains("\"activeConnections\":0").doesNotContain("weight");
  }

  @Test
  void anAgentOfBeforeTellsNoTime() throws Exception {
    String line = protocol.write(status()).replace("\"nowMillis\":9000,", "");
    assertThat(protocol.readReply(line))
        .isInstanceOfSatisfying(
            Reply.Status.class,
            reply -> {
              assertThat(reply.status().nowMillis()).isZero();
              assertThat(reply.status().startedAtMillis()).isEqualTo(5_000);
            });
  }

  private static Reply.Status status(RealServerView... servers) {
    return new Reply.Status(
        new HostStatus(
            "lvs1",
            "0.1.0",
            "d",
            9_000,
            5_000,
            4,
            "d",
            true,
            0,
            Convergence.CONVERGED,
            List.of(),
            List.of(),
            VrrpView.NONE,
            List.of(new ServiceView("web", "192.0.2.254:80/tcp", "rr", "dr", List.of(servers))),
            List.of(),
            List.of(),
            HostStatus.BfdEngineView.NONE,
            List.of(),
            new DriftView("correct, every 30s", 0, 0, 0),
            null,
            List.of()));
  }
}
