package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.track.TrackStates;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.junit.jupiter.api.Test;

/** The results of the checks reach the virtual router as its rank. */
class AgentRankTest extends RunningAgent {
  @Test
  void aServiceWithoutHealthyRealServersLowersTheRankAndACutAsksAgain() throws IOException {
    int port;
    try (ServerSocket web = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      port = web.getLocalPort();
      agent.confirm(director(port));
      await().until(() -> rank().equals(ServiceRank.FULL));
      host.vrrp().told.clear();
      host.vrrp().become("VI_1", State.FAULT, State.BACKUP, Reason.INTERFACE_UP);
      await().until(() -> host.vrrp().told.size() == 2);
      assertThat(host.vrrp().told)
          .extracting(TrackVerdict::rank)
          .extracting(ServiceRank::decided)
          .containsExactly(false, true);
    }
    await().until(() -> rank().penalty() == 50);
    assertThat(rank().reason()).isEqualTo("web has 0 of 1 real servers healthy");
  }

  private ServiceRank rank() {
    return host.vrrp().verdicts.getOrDefault("VI_1", TrackVerdict.FINE).rank();
  }

  private static HostState director(int port) {
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "192.168.0.254", 80)
            .virtualRouter("VI_1")
            .scheduler("rr")
            .check(new CheckSpec.Tcp(null, new CheckSpec.Timing(20, 1_000, 1, 2)))
            .realServers(List.of(new RealServerSpec("web1", "127.0.0.1", port, 1)))
            .build();
    return state(List.of(TrackStates.router("VI_1").withRankPenalty(50)), List.of(service));
  }
}
