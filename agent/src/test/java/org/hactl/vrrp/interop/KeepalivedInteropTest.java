package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.interop.InteropRouters.ADDRESSES;
import static org.hactl.vrrp.interop.InteropRouters.OWN;
import static org.hactl.vrrp.interop.InteropRouters.PASSWORD;
import static org.hactl.vrrp.interop.InteropRouters.PEER;
import static org.hactl.vrrp.interop.InteropRouters.authenticated;
import static org.hactl.vrrp.interop.InteropRouters.peer;
import static org.hactl.vrrp.interop.InteropRouters.version2;
import static org.hactl.vrrp.interop.InteropRouters.version2WithoutAuthentication;
import static org.hactl.vrrp.interop.InteropRouters.version3;
import static org.hactl.vrrp.interop.LabNetwork.await;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.router;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;
import static org.hactl.vrrp.wire.Fixtures.withPreempt;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pair of directors, one of which is a real keepalived. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class KeepalivedInteropTest {
  @ParameterizedTest
  @MethodSource("org.hactl.vrrp.interop.InteropRouters#protocols")
  void weFollowAHigherKeepalivedAndTakeOverWhenItStops(RouterConfig config) {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(config, 200), PASSWORD)) {
      await("keepalived is master").until(keepalived::isMaster);
      try (LabDirector director = new LabDirector(network, config)) {
        await("its advertisements are heard")
            .until(() -> director.status().traffic().advertisementsReceived() > 2);
        assertThat(director.status().state()).isEqualTo(State.BACKUP);
        assertThat(director.status().master().address()).isEqualTo(peer(config));
        assertThat(director.status().master().priority()).isEqualTo(200);
        assertThat(director.status().traffic().rejected()).isEmpty();
        keepalived.stop();
        Transition takeover = director.awaitState(State.MASTER);
        assertThat(takeover.reason()).isEqualTo(Reason.PRIORITY_ZERO);
        assertThat(takeover.peer()).isEqualTo(peer(config));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.hactl.vrrp.interop.InteropRouters#protocols")
  void weTakeOverWhenKeepalivedIsKilled(RouterConfig config) {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(config, 200), PASSWORD)) {
      await("keepalived is master").until(keepalived::isMaster);
      try (LabDirector director = new LabDirector(network, config)) {
        await("its advertisements are heard")
            .until(() -> director.status().traffic().advertisementsReceived() > 2);
        keepalived.kill();
        assertThat(director.awaitState(State.MASTER).reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.hactl.vrrp.interop.InteropRouters#protocols")
  void keepalivedFollowsUsAndTakesOverWhenWeStop(RouterConfig config) {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, config)) {
      director.awaitState(State.MASTER);
      try (LabKeepalived keepalived =
          LabKeepalived.start(network, withPriority(config, 100), PASSWORD)) {
        await("keepalived is backup").until(() -> keepalived.log().contains("BACKUP STATE"));
        long sent = director.status().traffic().advertisementsSent();
        await("longer than its down timer")
            .until(() -> director.status().traffic().advertisementsSent() > sent + 5);
        assertThat(keepalived.isMaster()).as(keepalived.log()).isFalse();
        director.close();
        await("keepalived is master").until(keepalived::isMaster);
        assertThat(director.transitions().getLast().reason()).isEqualTo(Reason.SHUTDOWN);
        // It took over by our priority 0, not by its down timer.
        assertThat(keepalived.log()).contains("Backup received priority 0 advertisement");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.hactl.vrrp.interop.InteropRouters#protocols")
  void theHigherPriorityPreemptsEitherWay(RouterConfig config) {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(config, 100), PASSWORD)) {
      await("keepalived is master").until(keepalived::isMaster);
      try (LabDirector director = new LabDirector(network, config)) {
        Transition preemption = director.awaitState(State.MASTER);
        assertThat(preemption.reason()).isEqualTo(Reason.PREEMPTION);
        await("keepalived makes way").until(() -> !keepalived.isMaster());
        director.reconfigure(withPriority(config, 50));
        Transition preempted = director.awaitState(State.BACKUP);
        assertThat(preempted.reason()).isEqualTo(Reason.HIGHER_PRIORITY_PEER);
        assertThat(preempted.peerPriority()).isEqualTo(100);
        await("keepalived is master again").until(keepalived::isMaster);
      }
    }
  }

  @Test
  void weFollowAKeepalivedWithoutAuthenticationWhichReloads() {
    RouterConfig config = version2WithoutAuthentication();
    RouterConfig more =
        withAddresses(config, "192.0.2.254", "192.0.2.253", "10.1.2.3", "192.0.2.252");
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(config, 200), PASSWORD)) {
      await("keepalived is master").until(keepalived::isMaster);
      try (LabDirector director = new LabDirector(network, config)) {
        await("its advertisements are heard")
            .until(() -> director.status().traffic().advertisementsReceived() > 0);
        keepalived.reload(withPriority(more, 190), PASSWORD);
        await("the other list is heard")
            .until(() -> director.rejected(RejectReason.ADDRESS_LIST) > 0);
        director.reconfigure(more);
        assertThat(director.status().master().priority()).isEqualTo(190);
        long different = director.rejected(RejectReason.ADDRESS_LIST);
        long received = director.status().traffic().advertisementsReceived();
        await("the same list is heard")
            .until(() -> director.status().traffic().advertisementsReceived() > received + 1);
        assertThat(director.rejected(RejectReason.ADDRESS_LIST)).isEqualTo(different);
        assertThat(director.transitions()).extracting(Transition::to).containsExactly(State.BACKUP);
      }
    }
  }

  @Test
  void anotherKeyIsRejectedAndCounted() {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, authenticated());
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(authenticated(), 200), "2222")) {
      await("keepalived is master").until(keepalived::isMaster);
      await("its advertisement is counted").until(() -> director.rejected(RejectReason.DIGEST) > 0);
      assertThat(director.status().traffic().advertisementsReceived()).isZero();
    }
  }

  @Test
  void aSourceThatTheInterfaceDoesNotHaveIsAFaultWhichNamesIt() {
    Transport elsewhere = new Transport(List.of(), null, address("192.0.2.9"), 255, true, null);
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, version3().with(elsewhere))) {
      assertThat(director.awaitState(State.FAULT).reason()).isEqualTo(Reason.NO_ADDRESS);
      assertThat(director.status().role().detail()).contains("192.0.2.9", "it has 192.0.2.2");
      LabNetwork.address(network.ours(), "add", "192.0.2.9/24");
      director.awaitState(State.MASTER);
      assertThat(director.status().identity().address()).isEqualTo(address("192.0.2.9"));
    }
  }

  @Test
  void withoutPreemptionKeepalivedStaysMaster() {
    RouterConfig config = version3();
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(config, 100), PASSWORD)) {
      await("keepalived is master").until(keepalived::isMaster);
      try (LabDirector director =
          new LabDirector(network, withPreempt(config, false, Duration.ZERO))) {
        await("longer than our down timer")
            .until(() -> director.status().traffic().advertisementsReceived() > 10);
        assertThat(director.status().state()).isEqualTo(State.BACKUP);
        director.reconfigure(config);
        assertThat(director.awaitState(State.MASTER).reason()).isEqualTo(Reason.PREEMPTION);
      }
    }
  }

  @Test
  void yieldingHandsOverToALowerKeepalivedForGood() {
    // Slow enough that our down timer does not run out if a busy machine delays keepalived.
    RouterConfig config =
        router(VrrpVersion.V3, 150, Duration.ofMillis(500), Authentication.none(), ADDRESSES);
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, config)) {
      director.awaitState(State.MASTER);
      try (LabKeepalived keepalived =
          LabKeepalived.start(network, withPriority(config, 100), PASSWORD)) {
        await("keepalived is backup").until(() -> keepalived.log().contains("BACKUP STATE"));
        director.engine().handOver("VI_1");
        assertThat(director.awaitState(State.BACKUP).reason()).isEqualTo(Reason.OPERATOR);
        await("keepalived is master").until(keepalived::isMaster);
        await("longer than our down timer")
            .until(() -> director.status().traffic().advertisementsReceived() > 10);
        assertThat(director.status().state()).isEqualTo(State.BACKUP);
        keepalived.kill();
        assertThat(director.awaitState(State.MASTER).reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
      }
    }
  }

  @Test
  void amongEqualsTheHigherAddressIsMaster() {
    RouterConfig config = withPriority(version3(), 100);
    try (LabNetwork network = new LabNetwork(OWN, "192.0.2.3");
        LabDirector director = new LabDirector(network, config)) {
      director.awaitState(State.MASTER);
      try (LabKeepalived keepalived = LabKeepalived.start(network, config, PASSWORD)) {
        await("keepalived is backup").until(() -> keepalived.log().contains("BACKUP STATE"));
        LabNetwork.run("ip", "-n", network.peers(), "link", "set", "v0", "down");
        director.awaitState(State.FAULT);
        LabNetwork.run("ip", "-n", network.peers(), "link", "set", "v0", "up");
        // Both start over at the same time with the same timer.
        await("keepalived is master").until(keepalived::isMaster);
        await("we follow it")
            .until(() -> address("192.0.2.3").equals(director.status().master().address()));
        assertThat(director.status().state()).isEqualTo(State.BACKUP);
      }
    }
  }

  @Test
  void aWrongPasswordIsRejectedOnBothSidesAndCounted() {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, version2());
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(version2(), 200), "2222")) {
      director.awaitState(State.MASTER);
      await("keepalived is master, too").until(keepalived::isMaster);
      // keepalived 2.2.7 rejects our advertisements, but they restart its timer: it sends only one.
      await("its advertisement is counted")
          .until(() -> director.rejected(RejectReason.PASSWORD) > 0);
      assertThat(director.status().state()).isEqualTo(State.MASTER);
      assertThat(director.status().traffic().advertisementsReceived()).isZero();
      assertThat(keepalived.isMaster()).isTrue();
    }
  }

  @Test
  void anotherVersionAndAnotherIntervalAreCounted() {
    RouterConfig twoSeconds =
        router(VrrpVersion.V2, 200, Duration.ofSeconds(2), Fixtures.PASS_1111, ADDRESSES);
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, version2())) {
      try (LabKeepalived keepalived = LabKeepalived.start(network, version3(), PASSWORD)) {
        await("version").until(() -> director.rejected(RejectReason.VERSION) > 0);
        assertThat(keepalived.isMaster()).isTrue();
      }
      try (LabKeepalived keepalived = LabKeepalived.start(network, twoSeconds, PASSWORD)) {
        await("interval").until(() -> director.rejected(RejectReason.INTERVAL) > 0);
        assertThat(keepalived.isMaster()).isTrue();
      }
    }
  }

  @Test
  void anotherAddressListIsAcceptedAndCounted() {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabKeepalived keepalived =
            LabKeepalived.start(network, withPriority(version3(), 200), PASSWORD)) {
      await("keepalived is master").until(keepalived::isMaster);
      try (LabDirector director =
          new LabDirector(network, withAddresses(version3(), "192.0.2.254"))) {
        await("counted").until(() -> director.rejected(RejectReason.ADDRESS_LIST) > 20);
        assertThat(director.status().state()).isEqualTo(State.BACKUP);
      }
    }
  }

  @Test
  void aCutLinkIsAFaultAndHeals() {
    try (LabNetwork network = new LabNetwork(OWN, PEER);
        LabDirector director = new LabDirector(network, version3())) {
      director.awaitState(State.MASTER);
      LabNetwork.run("ip", "-n", network.peers(), "link", "set", "v0", "down");
      assertThat(director.awaitState(State.FAULT).reason()).isEqualTo(Reason.INTERFACE_DOWN);
      LabNetwork.run("ip", "-n", network.peers(), "link", "set", "v0", "up");
      director.awaitState(State.MASTER);
      LabNetwork.run("ip", "-n", network.ours(), "addr", "flush", "dev", "v0");
      director.engine().interfaceChanged("v0");
      assertThat(director.awaitState(State.FAULT).reason()).isEqualTo(Reason.NO_ADDRESS);
    }
  }
}
