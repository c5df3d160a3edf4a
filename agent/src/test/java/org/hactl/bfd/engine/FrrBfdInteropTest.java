package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.vrrp.interop.LabNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our BFD with the real FRR as its neighbour. */
@Tag("lab")
@Isolated("sessions with a detection time of 30 ms")
@Timeout(120)
class FrrBfdInteropTest {
  private static final String OWN_FAR = "198.51.100.2";
  private static final String PEER_FAR = "198.51.100.1";

  static Stream<BfdConfig> sessions() {
    return Stream.of(inet(10), inet(50), inet6(10), inet6(50), multihop(50));
  }

  private static BfdConfig inet(int millis) {
    return BfdFixtures.with(
        BfdLab.PEER, BfdLab.OWN, LabNetwork.INTERFACE, millis, millis, 3, false, false, 255);
  }

  private static BfdConfig inet6(int millis) {
    return BfdFixtures.with(
        BfdLab.PEER_INET6,
        BfdLab.OWN_INET6,
        LabNetwork.INTERFACE,
        millis,
        millis,
        3,
        false,
        false,
        255);
  }

  private static BfdConfig multihop(int millis) {
    return BfdFixtures.with(PEER_FAR, OWN_FAR, null, millis, millis, 3, false, true, 250);
  }

  /** The session's names in the configuration of FRR's bfdd. */
  private static String peerLine(BfdConfig config) {
    if (config.path().multihop()) {
      return "peer %s multihop local-address %s".formatted(OWN_FAR, PEER_FAR);
    }
    boolean inet6 = config.path().neighbour().getHostAddress().contains(":");
    return "peer %s local-address %s interface %s"
        .formatted(
            inet6 ? BfdLab.OWN_INET6 : BfdLab.OWN,
            inet6 ? BfdLab.PEER_INET6 : BfdLab.PEER,
            LabNetwork.INTERFACE);
  }

  private static void addFarAddresses(BfdLab lab) {
    far(lab.ours(), OWN_FAR, PEER_FAR, BfdLab.PEER);
    far(lab.peers(), PEER_FAR, OWN_FAR, BfdLab.OWN);
  }

  private static void far(String namespace, String own, String other, String gateway) {
    LabNetwork.run("ip", "-n", namespace, "link", "set", "lo", "up");
    LabNetwork.run("ip", "-n", namespace, "addr", "add", own + "/32", "dev", "lo");
    LabNetwork.run("ip", "-n", namespace, "route", "add", other + "/32", "via", gateway);
  }

  private static LabPeer frr(BfdLab lab, BfdConfig config) {
    LabPeer peer = new LabPeer("frr");
    peer.write(
        "bfdd.conf",
        """
        bfd
         %s
          receive-interval %d
          transmit-interval %d
          detect-multiplier %d
          no shutdown
        """
            .formatted(
                peerLine(config),
                config.timing().minRx().toMillis(),
                config.timing().minTx().toMillis(),
                config.timing().multiplier()));
    peer.write("zebra.conf", "");
    LabNetwork.run("chown", "-R", "frr:frr", peer.path(".").toString());
    daemon(lab, peer, "zebra");
    BfdLab.await("zebra listens").until(() -> peer.path("zserv").toFile().exists());
    daemon(lab, peer, "bfdd", "--bfdctl", peer.path("bfdd.sock").toString());
    return peer;
  }

  private static void daemon(BfdLab lab, LabPeer peer, String name, String... options) {
    Stream<String> common =
        Stream.of(
            "/usr/lib/frr/" + name,
            "-u",
            "frr",
            "-g",
            "frr",
            "-f",
            peer.path(name + ".conf").toString(),
            "-i",
            peer.path(name + ".pid").toString(),
            "-z",
            peer.path("zserv").toString(),
            "--vty_socket",
            peer.path(".").toString(),
            "-P",
            "0");
    peer.start(lab.peers(), Stream.concat(common, Stream.of(options)).toArray(String[]::new));
  }

  private static boolean shows(LabPeer peer, String text) {
    return vtysh(peer, "show bfd peers").contains(text);
  }

  private static String vtysh(LabPeer peer, String... commands) {
    Stream<String> options = Stream.of(commands).flatMap(each -> Stream.of("-c", each));
    Stream<String> command =
        Stream.of("vtysh", "--vty_socket", peer.path(".").toString(), "-d", "bfdd");
    return LabNetwork.run(Stream.concat(command, options).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void comesUpAndGoesDownOnACutAndComesUpAgain(BfdConfig config) {
    try (BfdLab lab = new BfdLab()) {
      addFarAddresses(lab);
      try (LabPeer peer = frr(lab, config)) {
        lab.engine().configure(List.of(config));
        assertThat(lab.await(BfdState.UP).reason()).isEqualTo(BfdReason.NEIGHBOUR_HEARS_US);
        BfdLab.await("FRR is up").until(() -> shows(peer, "Status: up"));
        BfdLab.await("intervals are agreed").until(() -> !lab.status().intervals().polling());
        assertThat(lab.status().intervals().transmit()).isEqualTo(config.timing().minTx());
        assertThat(lab.status().intervals().detectionTime())
            .isEqualTo(config.timing().minRx().multipliedBy(3));
        lab.cut();
        assertThat(lab.await(BfdState.DOWN).reason()).isEqualTo(BfdReason.DETECTION_TIME_EXPIRED);
        BfdLab.await("FRR is down").until(() -> shows(peer, "Status: down"));
        lab.heal();
        lab.await(BfdState.UP);
        BfdLab.await("FRR is up again").until(() -> shows(peer, "Status: up"));
        assertThat(lab.status().traffic().rejected()).as(peer.log()).isEmpty();
      }
    }
  }

  @Test
  void eachSideReportsItsShutdownToTheOther() {
    BfdConfig config = inet(50);
    try (BfdLab lab = new BfdLab();
        LabPeer peer = frr(lab, config)) {
      lab.engine().configure(List.of(config));
      lab.await(BfdState.UP);
      vtysh(peer, "configure terminal", "bfd", peerLine(config), "shutdown");
      BfdTransition down = lab.await(BfdState.DOWN);
      assertThat(down.reason()).isEqualTo(BfdReason.NEIGHBOUR_ADMIN_DOWN);
      vtysh(peer, "configure terminal", "bfd", peerLine(config), "no shutdown");
      lab.await(BfdState.UP);
      lab.engine().configure(List.of());
      BfdLab.await("FRR heard that we are administratively down")
          .until(() -> shows(peer, "Remote diagnostics: administratively down"));
    }
  }

  @Test
  void changesTimersOnBothSidesWithoutGoingDown() {
    BfdConfig config = inet(50);
    try (BfdLab lab = new BfdLab();
        LabPeer peer = frr(lab, config)) {
      lab.engine().configure(List.of(config));
      lab.await(BfdState.UP);
      lab.engine().configure(List.of(inet(200)));
      BfdLab.await("FRR knows our new interval")
          .until(() -> shows(peer, "Transmission interval: 200ms"));
      vtysh(peer, "configure terminal", "bfd", peerLine(config), "transmit-interval 300");
      BfdLab.await("we know FRR's new interval")
          .until(() -> lab.status().intervals().receive().equals(Duration.ofMillis(300)));
      lab.engine().configure(List.of(inet(20)));
      BfdLab.await("intervals are agreed").until(() -> !lab.status().intervals().polling());
      assertThat(lab.status().intervals().transmit()).isEqualTo(Duration.ofMillis(50));
      assertThat(lab.transitions()).noneMatch(each -> each.to() == BfdState.DOWN);
      assertThat(shows(peer, "Status: up")).isTrue();
    }
  }
}
