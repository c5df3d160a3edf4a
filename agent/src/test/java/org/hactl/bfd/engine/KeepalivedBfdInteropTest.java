package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.vrrp.interop.LabNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our BFD with the real keepalived as its neighbour. */
@Tag("lab")
@Isolated("sessions with a detection time of 30 ms")
@Timeout(120)
class KeepalivedBfdInteropTest {
  private static final String UP = "Entering Up state";
  private static final String DOWN = "Entering Down state";

  static Stream<BfdConfig> sessions() {
    return Stream.of(inet(10), inet(50), inet6(10), inet6(50));
  }

  private static BfdConfig inet(int millis) {
    return BfdFixtures.with(
        BfdLab.PEER, BfdLab.OWN, LabNetwork.INTERFACE, millis, millis, 3, false, false, 255);
  }

  private static BfdConfig inet6(int millis) {
    return BfdFixtures.with(
        BfdLab.PEER_INET6, BfdLab.OWN_INET6, null, millis, millis, 3, false, false, 255);
  }

  private static LabPeer keepalived(BfdLab lab, BfdConfig config, int minRx, int minTx, int times) {
    boolean inet6 = config.path().neighbour().getHostAddress().contains(":");
    return LabBfdKeepalived.start(
        lab.peers(),
        inet6 ? BfdLab.OWN_INET6 : BfdLab.OWN,
        inet6 ? BfdLab.PEER_INET6 : BfdLab.PEER,
        minRx,
        minTx,
        times);
  }

  private static LabPeer keepalived(BfdLab lab, BfdConfig config) {
    int minRx = (int) config.timing().minRx().toMillis();
    return keepalived(
        lab, config, minRx, (int) config.timing().minTx().toMillis(), config.timing().multiplier());
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void comesUpAndGoesDownOnACutAndComesUpAgain(BfdConfig config) {
    try (BfdLab lab = new BfdLab();
        LabPeer peer = keepalived(lab, config)) {
      lab.engine().configure(List.of(config));
      assertThat(lab.await(BfdState.UP).reason()).isEqualTo(BfdReason.NEIGHBOUR_HEARS_US);
      BfdLab.await("keepalived is up").until(() -> peer.logged(UP) == 1);
      BfdLab.await("intervals are agreed").until(() -> !lab.status().intervals().polling());
      assertThat(lab.status().intervals().transmit()).isEqualTo(config.timing().minTx());
      assertThat(lab.status().intervals().detectionTime())
          .isEqualTo(config.timing().minRx().multipliedBy(3));
      lab.cut();
      assertThat(lab.await(BfdState.DOWN).reason()).isEqualTo(BfdReason.DETECTION_TIME_EXPIRED);
      BfdLab.await("keepalived is down").until(() -> peer.logged(DOWN) >= 1);
      lab.heal();
      lab.await(BfdState.UP);
      BfdLab.await("keepalived is up again").until(() -> peer.logged(UP) == 2);
      assertThat(lab.status().traffic().rejected()).as(peer.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void goesDownWhenKeepalivedIsKilledAndUpWhenItIsBack(BfdConfig config) {
    try (BfdLab lab = new BfdLab()) {
      lab.engine().configure(List.of(config));
      try (LabPeer peer = keepalived(lab, config)) {
        lab.await(BfdState.UP);
        peer.kill();
        BfdTransition down = lab.await(BfdState.DOWN);
        assertThat(down.reason()).isEqualTo(BfdReason.DETECTION_TIME_EXPIRED);
        assertThat(down.diagnostic()).isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
      }
      try (LabPeer peer = keepalived(lab, config)) {
        lab.await(BfdState.UP);
        BfdLab.await("keepalived is up").until(() -> peer.logged(UP) == 1);
      }
    }
  }

  /** keepalived 2.2.7 stops without sending a packet. */
  @Test
  void noticesThatKeepalivedStopped() {
    try (BfdLab lab = new BfdLab();
        LabPeer peer = keepalived(lab, inet(50))) {
      lab.engine().configure(List.of(inet(50)));
      lab.await(BfdState.UP);
      peer.stop();
      BfdTransition down = lab.await(BfdState.DOWN);
      assertThat(down.reason()).as(peer.log()).isEqualTo(BfdReason.DETECTION_TIME_EXPIRED);
    }
  }

  @Test
  void tellsKeepalivedWhenItStops() {
    try (BfdLab lab = new BfdLab();
        LabPeer peer = keepalived(lab, inet(50))) {
      lab.engine().configure(List.of(inet(50)));
      BfdLab.await("keepalived is up").until(() -> peer.logged(UP) == 1);
      lab.engine().close();
      BfdLab.await("keepalived is down").until(() -> peer.logged(DOWN) == 1);
      assertThat(peer.log()).contains("Remote diagnostic - Administratively Down");
      assertThat(lab.transitions().getLast().reason()).isEqualTo(BfdReason.SHUTDOWN);
    }
  }

  @Test
  void sendsAtTheRateOfTheSlowerNeighbour() {
    BfdConfig config = inet(50);
    try (BfdLab lab = new BfdLab();
        LabPeer peer = keepalived(lab, config, 200, 150, 5)) {
      lab.engine().configure(List.of(config));
      lab.await(BfdState.UP);
      BfdLab.await("intervals are agreed")
          .until(() ->
              !lab.status().intervals().polling()
                  && lab.status().intervals().receive().equals(Duration.ofMillis(150)));
      assertThat(lab.status().intervals().transmit()).isEqualTo(Duration.ofMillis(200));
      assertThat(lab.status().intervals().detectionTime()).isEqualTo(Duration.ofMillis(5 * 150));
      assertThat(peer.logged(DOWN)).isZero();
    }
  }

  @Test
  void changesItsTimersWithoutGoingDown() {
    try (BfdLab lab = new BfdLab();
        LabPeer peer = keepalived(lab, inet(50))) {
      lab.engine().configure(List.of(inet(50)));
      lab.await(BfdState.UP);
      for (int millis : new int[] {300, 100, 20, 250}) {
        lab.engine().configure(List.of(inet(millis)));
        assertThat(lab.status().intervals().polling()).isTrue();
        BfdLab.await("intervals are agreed").until(() -> !lab.status().intervals().polling());
        assertThat(lab.status().intervals().transmit())
            .isEqualTo(Duration.ofMillis(Math.max(millis, 50)));
      }
      assertThat(lab.transitions()).noneMatch(each -> each.to() == BfdState.DOWN);
      assertThat(peer.logged(DOWN)).as(peer.log()).isZero();
    }
  }

  @Test
  void passiveSessionSendsOnlyAfterItHeardTheNeighbour() {
    BfdConfig config = BfdFixtures.with(BfdLab.PEER, null, null, 50, 50, 3, true, false, 255);
    try (BfdLab lab = new BfdLab()) {
      lab.engine().configure(List.of(config));
      try (LabPeer peer = keepalived(lab, config)) {
        lab.await(BfdState.UP);
        peer.kill();
        lab.await(BfdState.DOWN);
        assertThat(lab.status().remote().discriminator()).isZero();
      }
    }
  }
}
