package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.bfd.engine.LabBfdKeepalived;
import org.hactl.bfd.engine.LabPeer;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.track.TrackStates;
import org.hactl.vrrp.interop.LabKeepalived;
import org.hactl.vrrp.interop.LabNetwork;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The real daemon with a router that tracks a BFD session. One keepalived is the BFD neighbour.
 * Another keepalived is the backup, and hears our advertisements all the time.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class BfdTrackingLabTest {
  private static final String OWN = "192.0.2.2";
  private static final String PEER = "192.0.2.1";
  private static final String VIP = "192.0.2.254";
  private static final int DETECTION_MILLIS = 150;

  /** Much longer than the detection time: BFD notices a failure before any down timer does. */
  private static final int ADVERT_MILLIS = 1_000;

  @TempDir private Path folder;

  @Test
  void aDeadNeighbourTakesTheVipAwayAndItsReturnBringsItBack() throws Exception {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabAgent agent = LabAgent.start(network.ours(), folder);
        LabKeepalived backup = LabKeepalived.start(network.peers(), List.of(backup()), "", "")) {
      try (LabPeer neighbour = neighbour(network)) {
        agent.confirm(state());
        await("the session is up")
            .until(() -> session(agent).detectionMicros() == DETECTION_MILLIS * 1_000);
        await("the VIP is ours").until(() -> holdsVip(network) && !backup.isMaster());

        neighbour.kill();
        await("the VIP moves").until(() -> backup.isMaster() && !holdsVip(network));
        assertThat(backup.log())
            .as("keepalived took over by our priority 0, not by its down timer")
            .contains("Backup received priority 0 advertisement");
        HostStatus.RouterView router = agent.client().router("VI_1");
        assertThat(router.state()).isEqualTo("FAULT");
        assertThat(router.reason())
            .contains("tracked: gateway: BFD session core is down (detection-time-expired) since ");
        assertThat(session(agent).reason()).isEqualTo("detection-time-expired");
        assertThat(agent.client().status().trackers())
            .extracting(HostStatus.TrackerView::value)
            .containsExactly("false");
      }
      try (LabPeer _ = neighbour(network)) {
        await("the VIP is back").until(() -> holdsVip(network) && !backup.isMaster());
        assertThat(session(agent).state()).isEqualTo("up");
        assertThat(agent.client().events(Event.RouterChanged.class))
            .extracting(each -> each.to() + " " + each.reason())
            .containsSubsequence("FAULT tracked", "BACKUP tracked-up", "MASTER preemption");
      }
    }
  }

  private static LabPeer neighbour(LabNetwork network) {
    return LabBfdKeepalived.start(network.peers(), OWN, PEER, 50, 50, 3);
  }

  private static HostStatus.BfdView session(LabAgent agent) throws IOException {
    return agent.client().status().bfd().getFirst();
  }

  private static boolean holdsVip(LabNetwork network) {
    return LabNetwork.hasAddress(network.ours(), LabNetwork.INTERFACE, VIP);
  }

  private static HostState state() {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_1",
            3,
            51,
            LabNetwork.INTERFACE,
            150,
            ADVERT_MILLIS,
            true,
            0,
            Authentication.none(),
            List.of(VIP + "/24"),
            GratuitousArp.DEFAULT);
    BfdConfig session =
        BfdFixtures.named(
            BfdFixtures.with(PEER, OWN, LabNetwork.INTERFACE, 50, 50, 3, false, false, 255),
            "core");
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(TrackStates.tracking(router, new TrackSpec("gateway", 0))))
        .vrrp(
            new VrrpPolicy(
                List.of(),
                List.of(new TrackerSpec.Bfd("gateway", "core")),
                List.of(session),
                List.of(),
                List.of(),
                false))
        .build();
  }

  private static RouterConfig backup() {
    return RouterConfig.of(
        "VI_1",
        VrrpVersion.V3,
        51,
        LabNetwork.INTERFACE,
        100,
        Duration.ofMillis(ADVERT_MILLIS),
        true,
        Duration.ZERO,
        Authentication.none(),
        List.of(InetAddresses.parse(VIP)),
        GratuitousArp.DEFAULT);
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20));
  }
}
