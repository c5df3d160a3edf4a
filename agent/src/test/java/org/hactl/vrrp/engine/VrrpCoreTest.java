package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** The parts of the engine together, on interfaces in memory and a clock that the test moves. */
class VrrpCoreTest extends TestCore {
  @Test
  void advertisesThenReportsThenAnnounces() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    assertThat(transitions())
        .extracting(Transition::to)
        .containsExactly(State.BACKUP, State.MASTER);
    assertThat(transitions().getLast().nanos()).isEqualTo(now);
    assertThat(network.takePackets()).containsExactly(encode(Fixtures.v2(), "192.0.2.2", 100, 1));
    assertThat(network.takeFrames()).isEmpty();
    core.addressesReady(List.of("VI_1"));
    List<byte[]> frames = network.takeFrames();
    assertThat(frames).hasSize(5);
    assertThat(Arrays.copyOfRange(frames.getFirst(), 6, 12))
        .isEqualTo(FakeVrrpNetwork.HARDWARE_ADDRESS);
    assertThat(status().traffic().gratuitousArpsSent()).isEqualTo(5);
    pass(5 * SECOND);
    assertThat(network.takeFrames()).hasSize(5);
    assertThat(network.takePackets()).hasSize(5);
    assertThat(status().master().address()).isEqualTo(address("192.0.2.2"));
  }

  @Test
  void manyReasonsToAnnounceGiveOneSpacedBurst() {
    GratuitousArp spaced =
        new GratuitousArp(
            5,
            Duration.ofMinutes(1),
            Duration.ZERO,
            1,
            5,
            Duration.ofMinutes(1),
            Duration.ofMillis(100),
            List.of());
    core.configure(List.of(Fixtures.v2().with(spaced)), List.of(), Map.of());
    pass(DOWN_100);
    for (int reason = 0; reason < 100; reason++) {
      core.addressesReady(List.of("VI_1"));
    }
    for (int step = 0; step < 30; step++) {
      pass(SECOND / 10);
    }
    assertThat(network.takeFrames()).hasSizeBetween(5, 6);
  }

  @Test
  void spacesAnnouncementsAndDropsThemWithTheRole() {
    GratuitousArp spaced =
        new GratuitousArp(
            3, Duration.ZERO, Duration.ZERO, 1, 0, Duration.ZERO, Duration.ofMillis(2), List.of());
    RouterConfig config = withAddresses(Fixtures.v2(), "192.0.2.254", "192.0.2.253").with(spaced);
    core.configure(List.of(config), List.of(), Map.of());
    pass(DOWN_100);
    core.addressesReady(List.of("VI_1"));
    core.fireTimers();
    assertThat(network.takeFrames()).hasSize(1);
    for (int count = 1; count < 4; count++) {
      pass(2_000_000);
      assertThat(network.takeFrames()).hasSize(1);
    }
    core.handOver("VI_1");
    pass(SECOND);
    assertThat(network.takeFrames()).isEmpty();
  }

  @Test
  void announcesOnEachAddressesOwnInterfaceAndOnExtraOnes() {
    network.link("v1", 8, true);
    GratuitousArp extra =
        new GratuitousArp(
            1,
            Duration.ZERO,
            Duration.ZERO,
            1,
            0,
            Duration.ZERO,
            Duration.ZERO,
            List.of("v1", "gone"));
    core.configure(List.of(Fixtures.v2().with(extra)), List.of(), Map.of());
    pass(DOWN_100);
    core.addressesReady(List.of("VI_1"));
    assertThat(network.takeFrames()).hasSize(2);
    assertThat(network.framesInterface()).isEqualTo(8);
    assertThat(status().traffic().lastSendError())
        .isEqualTo("cannot announce 192.0.2.254: there is no interface gone");
  }

  @Test
  void aChangedMasterStaysAndAdvertisesAtOnce() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    RouterConfig changed = withAddresses(Fixtures.v2(), "192.0.2.254", "192.0.2.253");
    core.configure(List.of(changed), List.of(), Map.of());
    assertThat(network.takePackets()).containsExactly(encode(changed, "192.0.2.2", 100, 2));
    assertThat(network.opened()).isEqualTo(BOTH_PROTOCOLS);
    assertThat(status().state()).isEqualTo(State.MASTER);
  }

  @Test
  void aRemovedMasterSendsPriorityZeroAndItsSocketsAreClosed() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    core.configure(List.of(), List.of(), Map.of());
    assertThat(network.takePackets()).containsExactly(encode(Fixtures.v2(), "192.0.2.2", 0, 2));
    assertThat(transitions().getLast().reason()).isEqualTo(Reason.SHUTDOWN);
    assertThat(network.isOpen("v0")).isFalse();
    assertThat(core.routerStatus()).isEmpty();
  }

  @Test
  void aSendErrorIsCountedAndKept() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.refuseToSend("send an IP packet on v0: Network is unreachable (ENETUNREACH)");
    pass(DOWN_100);
    assertThat(status().state()).isEqualTo(State.MASTER);
    assertThat(status().traffic().sendErrors()).isEqualTo(1);
    assertThat(status().traffic().lastSendError()).contains("Network is unreachable");
    network.refuseToSend(null);
    pass(SECOND);
    assertThat(network.takePackets()).hasSize(1);
  }

  @Test
  void aFailingListenerDoesNotStopTheProtocol() {
    VrrpCore fragile =
        new VrrpCore(
            network,
            transition -> {
              throw new IllegalStateException("listener");
            },
            RoleMemory.none(),
            () -> now,
            InstantSource.system());
    fragile.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    now += DOWN_100;
    fragile.fireTimers();
    assertThat(fragile.routerStatus().getFirst().state()).isEqualTo(State.MASTER);
  }

  @Test
  void resumesByName() {
    core.configure(
        List.of(Fixtures.v2(), on("v0", "VI_2", 52)),
        List.of(),
        Map.of("VI_2", new ResumeHint(Duration.ofMillis(300))));
    assertThat(core.routerStatus())
        .extracting(RouterStatus::state)
        .containsExactly(State.BACKUP, State.MASTER);
    assertThat(network.takePackets()).hasSize(1);
  }

  @Test
  void measuresHowLateTimersFire() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    now += DOWN_100 + 5_000_000;
    core.fireTimers();
    assertThat(status().maxTimerLateness()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void aStallIsReportedAndMeasured() {
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    pass(SECOND / 2);
    now += 2 * SECOND;
    core.fireTimers();
    assertThat(events(VrrpEvent.Stall.class)).hasSize(1);
    assertThat(core.stalls().count()).isEqualTo(1);
    assertThat(core.stalls().max()).isGreaterThan(Duration.ofSeconds(1));
    pass(SECOND);
    assertThat(core.stalls().count()).isEqualTo(1);
  }

  @Test
  void closingGivesEveryRoleAway() {
    core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 52)), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    core.close();
    assertThat(network.takePackets()).hasSize(2);
    assertThat(network.isOpen("v0")).isFalse();
  }
}
