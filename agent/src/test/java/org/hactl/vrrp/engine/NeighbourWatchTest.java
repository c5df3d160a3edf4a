package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hactl.linux.net.MacAddress;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the neighbours must know about a router before it may become master, and when its hardware
 * address changes.
 */
class NeighbourWatchTest {
  private static final long MS = 1_000_000L;
  private static final RouterConfig UNICAST = Fixtures.unicast().withPriority(100);

  /** The down timer for an interval of 200 ms and priority 100. */
  private static final long DOWN_NANOS = 722 * MS;

  private static final MacAddress OTHER = MacAddress.of(new byte[] {2, 0, 0, 0, 0, 9});

  private final FakeVrrpNetwork network = new FakeVrrpNetwork();
  private long now = 1_000_000 * MS;
  private final VrrpCore core =
      new VrrpCore(network, _ -> {}, RoleMemory.none(), () -> now, InstantSource.system());

  @BeforeEach
  void linkUp() {
    network.link("v0", 7, true, "192.0.2.2");
  }

  @Test
  void aUnicastRouterAsksForItsPeerWhenItsInterfaceComesBack() {
    configure(UNICAST);
    network.link("v0", 7, false, "192.0.2.2");
    core.interfaceChanged("v0");
    network.takeFrames();
    network.link("v0", 7, true, "192.0.2.2");
    core.interfaceChanged("v0");
    assertThat(network.takeFrames())
        .extracting(NeighbourWatchTest::senderAndTarget)
        .containsExactly("192.0.2.2 192.0.2.2", "192.0.2.2 192.0.2.1");
  }

  @Test
  void becomesMasterOnlyAfterThePeersHadTimeToFindIt() {
    configure(UNICAST);
    pass(1_400 * MS);
    assertThat(state()).isEqualTo(State.BACKUP);
    pass(100 * MS + DOWN_NANOS);
    assertThat(state()).isEqualTo(State.MASTER);
  }

  @Test
  void theFirstFrameCausesAnotherSolicitationAndAFullDownTimer() {
    configure(UNICAST);
    pass(50 * MS);
    network.takeFrames();
    network.receiveFrame("v0");
    pass(100 * MS);
    assertThat(network.takeFrames()).hasSize(2);
    pass(DOWN_NANOS - 150 * MS);
    assertThat(state()).isEqualTo(State.BACKUP);
    pass(150 * MS);
    assertThat(state()).isEqualTo(State.MASTER);
  }

  @Test
  void aRouterThatHearsItsPeerFollowsIt() {
    configure(UNICAST);
    network.deliver(
        "v0",
        Fixtures.encode(
            Fixtures.unicast().with(Fixtures.unicastTo("192.0.2.2")), "192.0.2.1", 120, 1));
    assertThat(core.routerStatus().getFirst().master().address()).isEqualTo(address("192.0.2.1"));
    pass(DOWN_NANOS - 50 * MS);
    assertThat(state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aMulticastRouterAsksForNoPeer() {
    configure(Fixtures.v3());
    assertThat(network.takeFrames()).isEmpty();
  }

  @Test
  void aMasterAnnouncesAgainFromAnotherHardwareAddress() {
    configure(Fixtures.v3());
    pass(Duration.ofSeconds(4).toNanos());
    assertThat(state()).isEqualTo(State.MASTER);
    core.addressesReady(List.of("VI_1"));
    pass(Duration.ofSeconds(20).toNanos());
    network.takeFrames();
    core.interfaceChanged("v0");
    assertThat(network.takeFrames()).isEmpty();
    network.rehome("v0", OTHER);
    core.interfaceChanged("v0");
    assertThat(network.takeFrames())
        .isNotEmpty()
        .allSatisfy(frame -> {
          assertThat(senderAndTarget(frame)).isEqualTo("192.0.2.254 192.0.2.254");
          assertThat(Arrays.copyOfRange(frame, 6, 12)).isEqualTo(OTHER.toBytes());
        });
  }

  @Test
  void aUnicastBackupTellsItsPeersOfAnotherHardwareAddress() {
    configure(UNICAST);
    network.deliver(
        "v0",
        Fixtures.encode(
            Fixtures.unicast().with(Fixtures.unicastTo("192.0.2.2")), "192.0.2.1", 120, 1));
    core.interfaceChanged("v0");
    network.takeFrames();
    network.rehome("v0", OTHER);
    core.interfaceChanged("v0");
    assertThat(network.takeFrames())
        .extracting(NeighbourWatchTest::senderAndTarget)
        .containsExactly("192.0.2.2 192.0.2.2", "192.0.2.2 192.0.2.1");
  }

  private void configure(RouterConfig config) {
    core.configure(List.of(config), List.of(), Map.of());
  }

  private State state() {
    return core.routerStatus().getFirst().state();
  }

  private static String senderAndTarget(byte[] arp) {
    return text(arp, 28) + " " + text(arp, 38);
  }

  private static String text(byte[] frame, int offset) {
    StringBuilder text = new StringBuilder();
    for (int place = 0; place < 4; place++) {
      text.append(place == 0 ? "" : ".")
          .append(HexFormat.fromHexDigits(HexFormat.of().toHexDigits(frame[offset + place])));
    }
    return text.toString();
  }

  /** Lets the given time pass and fires every timer when it is due. */
  private void pass(long nanos) {
    long end = now + nanos;
    while (core.nextDeadlineNanos() <= end) {
      now = core.nextDeadlineNanos();
      core.fireTimers();
    }
    now = end;
  }
}
