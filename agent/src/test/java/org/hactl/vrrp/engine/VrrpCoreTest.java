package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine's parts at work together, on interfaces in memory and a clock moved by hand. */
class VrrpCoreTest {
  /** With an authentication header and without one. */
  private static final int BOTH_PROTOCOLS = 2;

  private static final long SECOND = 1_000_000_000L;
  private static final long DOWN_100 = 3_609_375_000L;
  private static final String PEER = "192.0.2.1";

  private final FakeVrrpNetwork network = new FakeVrrpNetwork();
  private final List<Transition> transitions = new ArrayList<>();
  private long now = 1_000 * SECOND;
  private final VrrpCore core =
      new VrrpCore(
          network,
          Fixtures.transitionsTo(transitions),
          RoleMemory.none(),
          () -> now,
          InstantSource.system());

  @BeforeEach
  void linkUp() {
    network.link("v0", 7, true, "192.0.2.2");
  }

  @Test
  void advertisesThenTellsThenAnnounces() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    assertThat(transitions).extracting(Transition::to).containsExactly(State.BACKUP, State.MASTER);
    assertThat(transitions.getLast().nanos()).isEqualTo(now);
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
  void spacedAnnouncementsOfAStreamOfReasonsAreNotMoreThanOneBurst() {
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
  void aRouterThatStaysTheSameIsNotTouched() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    pass(SECOND / 2);
    RouterConfig other = on("v1", "VI_2", 60);
    core.configure(List.of(other, Fixtures.v2()), List.of(), Map.of());
    assertThat(network.takePackets()).isEmpty();
    assertThat(network.opened()).isEqualTo(BOTH_PROTOCOLS);
    pass(SECOND / 2);
    assertThat(network.takePackets()).hasSize(1);
    assertThat(core.routerStatus()).extracting(RouterStatus::name).containsExactly("VI_2", "VI_1");
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
  void aRemovedMasterSaysSoAndItsSocketsAreClosed() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    core.configure(List.of(), List.of(), Map.of());
    assertThat(network.takePackets()).containsExactly(encode(Fixtures.v2(), "192.0.2.2", 0, 2));
    assertThat(transitions.getLast().reason()).isEqualTo(Reason.SHUTDOWN);
    assertThat(network.isOpen("v0")).isFalse();
    assertThat(core.routerStatus()).isEmpty();
  }

  @Test
  void anotherVridIsAnotherRouter() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    RouterConfig other = on("v0", "VI_1", 52);
    core.configure(List.of(other), List.of(), Map.of());
    assertThat(status().state()).isEqualTo(State.BACKUP);
    assertThat(network.isOpen("v0")).isTrue();
    network.deliver("v0", encode(other, PEER, 200, 1));
    assertThat(status().traffic().advertisementsReceived()).isEqualTo(1);
  }

  @Test
  void refusesNamesAndVridsGivenTwiceAndChangesNothing() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThatThrownBy(
            () -> core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 51)), List.of(), Map.of()))
        .hasMessage("virtual routers VI_1 and VI_2 both have VRID 51 on v0");
    assertThatThrownBy(
            () -> core.configure(List.of(Fixtures.v2(), on("v1", "VI_1", 51)), List.of(), Map.of()))
        .hasMessage("virtual router VI_1 is given twice");
    assertThat(status().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void everyFaultOfAnInterfaceIsNamedAndHeals() {
    network.unlink("v0");
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThat(status().role().reason()).isEqualTo(Reason.INTERFACE_MISSING);
    assertThat(status().role().detail()).isEqualTo("there is no interface v0");
    network.link("v0", 7, false, "192.0.2.2");
    core.interfaceChanged("v0");
    assertThat(status().role().reason()).isEqualTo(Reason.INTERFACE_DOWN);
    network.link("v0", 7, true);
    core.interfaceChanged("v0");
    assertThat(status().role().reason()).isEqualTo(Reason.NO_ADDRESS);
    network.refuseToOpen(
        new LinuxException("open a raw socket for", "IP protocol 112 on v0", Errno.EPERM, ""));
    network.link("v0", 8, true, "192.0.2.2");
    core.interfaceChanged("v0");
    assertThat(status().role().reason()).isEqualTo(Reason.SOCKET_ERROR);
    assertThat(status().role().detail()).contains("Operation not permitted");
    assertThat(transitions).hasSize(1);
  }

  @Test
  void findsOutByItselfThatAnInterfaceIsBack() {
    network.unlink("v0");
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    linkUp();
    pass(SECOND);
    assertThat(status().state()).isEqualTo(State.BACKUP);
    assertThat(status().role().detail()).isNull();
  }

  @Test
  void opensNewSocketsOnAnotherInterfaceOfTheSameName() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.link("v0", 8, true, "192.0.2.2");
    core.interfaceChanged("v0");
    assertThat(network.opened()).isEqualTo(2 * BOTH_PROTOCOLS);
    assertThat(status().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aLeftOverVirtualAddressIsNoAddressToAdvertiseFrom() {
    network.link("v0", 7, true, "192.0.2.254");
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThat(status().role().reason()).isEqualTo(Reason.NO_ADDRESS);
    core.configure(List.of(withPriority(Fixtures.v2(), 255)), List.of(), Map.of());
    assertThat(status().identity().address()).isEqualTo(address("192.0.2.254"));
  }

  @Test
  void keepsTheAddressItSendsFromWhateverTheKernelListsFirst() {
    network.link("v0", 7, true, "fe80::2");
    RouterConfig owner = withPriority(Fixtures.ipv6(), 255);
    core.configure(List.of(owner), List.of(), Map.of());
    network.link("v0", 7, true, "fe80::51", "fe80::3", "fe80::2", "2001:db8::fe");
    core.interfaceChanged("v0");
    assertThat(status().identity().address()).isEqualTo(address("fe80::2"));
    network.link("v0", 7, true, "fe80::51", "fe80::3", "2001:db8::fe");
    core.interfaceChanged("v0");
    assertThat(status().identity().address()).isEqualTo(address("fe80::3"));
    network.link("v0", 7, true, "2001:db8::fe");
    core.interfaceChanged("v0");
    assertThat(status().role().detail()).isEqualTo("v0 has no link-local IPv6 address of its own");
  }

  @Test
  void sendsToEveryPeerFromTheInterfaceItIsTold() {
    network.link("mv0", 9, true);
    network.link("v0", 7, true, "192.0.2.2");
    Transport macvlan =
        new Transport(
            Fixtures.unicastTo("192.0.2.1", "192.0.2.3").peers(), null, null, 255, true, "mv0");
    core.configure(List.of(Fixtures.v2().with(macvlan)), List.of(), Map.of());
    pass(2 * DOWN_100);
    assertThat(network.takeSent())
        .extracting(FakeVrrpNetwork.Sent::interfaceName, FakeVrrpNetwork.Sent::destination)
        .containsExactly(tuple("mv0", address("192.0.2.1")), tuple("mv0", address("192.0.2.3")));
    assertThat(network.groups("v0")).isEmpty();
    network.unlink("mv0");
    core.interfaceChanged("mv0");
    assertThat(status().role().reason()).isEqualTo(Reason.INTERFACE_MISSING);
    assertThat(status().role().detail()).isEqualTo("there is no interface mv0");
  }

  @Test
  void aMasterThatSendsFromElsewhereSpeaksAtOnceFromThere() {
    network.link("mv0", 9, true);
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takeSent();
    Transport macvlan = new Transport(List.of(), null, null, 255, true, "mv0");
    core.configure(List.of(Fixtures.v2().with(macvlan)), List.of(), Map.of());
    assertThat(network.takeSent())
        .extracting(FakeVrrpNetwork.Sent::interfaceName)
        .containsExactly("mv0");
    assertThat(status().traffic().sendErrors()).isZero();
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThat(network.takeSent())
        .extracting(FakeVrrpNetwork.Sent::interfaceName)
        .containsExactly("v0");
  }

  @Test
  void aMasterWithAnotherAddressSpeaksAtOnceFromIt() {
    network.link("v0", 7, true, "192.0.2.2", "192.0.2.3");
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    Transport source = new Transport(List.of(), null, address("192.0.2.3"), 255, true, null);
    core.configure(List.of(Fixtures.v2().with(source)), List.of(), Map.of());
    assertThat(network.takePackets().getLast())
        .isEqualTo(encode(Fixtures.v2(), "192.0.2.3", 100, 3));
    assertThat(status().state()).isEqualTo(State.MASTER);
  }

  @Test
  void aMasterWhoseInterfaceIsCalledOtherwiseSaysThatItLeaves() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    network.unlink("v0");
    core.interfaceChanged("v0");
    assertThat(network.takePackets()).containsExactly(encode(Fixtures.v2(), "192.0.2.2", 0, 2));
    assertThat(network.isOpen("v0")).isFalse();
  }

  @Test
  void whatAnotherInterfacesRouterHoldsHereIsNoAddressToAdvertiseFrom() {
    network.link("v1", 8, true, "198.51.100.9");
    RouterConfig plain = Fixtures.v2();
    RouterConfig guest =
        new RouterConfig(
            plain.name(),
            plain.version(),
            plain.virtualRouterId(),
            plain.family(),
            plain.interfaceName(),
            plain.priority(),
            plain.advertInterval(),
            plain.preempt(),
            plain.preemptDelay(),
            plain.authentication(),
            plain.addresses(),
            List.of(new RouterConfig.AnnouncedAddress("v1", address("198.51.100.9"))),
            plain.gratuitousArp(),
            plain.transport(),
            plain.options());
    core.configure(List.of(guest, on("v1", "VI_2", 52)), List.of(), Map.of());
    assertThat(core.routerStatus().getLast().role().reason()).isEqualTo(Reason.NO_ADDRESS);
    network.link("v1", 8, true, "198.51.100.9", "198.51.100.2");
    core.interfaceChanged("v1");
    assertThat(core.routerStatus().getLast().identity().address())
        .isEqualTo(address("198.51.100.2"));
  }

  @Test
  void joinsAndLeavesGroupsWithoutTouchingTheSocket() {
    Transport group = new Transport(List.of(), address("239.1.2.3"), null, 255, true, null);
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 52).with(group)), List.of(), Map.of());
    assertThat(network.groups("v0"))
        .containsExactlyInAnyOrder(address("224.0.0.18"), address("239.1.2.3"));
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    core.interfaceChanged("v0");
    assertThat(network.groups("v0")).containsExactly(address("224.0.0.18"));
    assertThat(network.opened()).isEqualTo(BOTH_PROTOCOLS);
  }

  @Test
  void bothFamiliesHaveRoutersOfTheSameVrid() {
    network.link("v0", 7, true, "192.0.2.2", "fe80::2");
    RouterConfig ipv6 = renamed(Fixtures.ipv6(), "VI_6");
    core.configure(List.of(Fixtures.v2(), ipv6), List.of(), Map.of());
    network.deliver("v0", encode(ipv6, "fe80::1", 200, 1));
    assertThat(core.routerStatus())
        .extracting(router -> router.traffic().advertisementsReceived())
        .containsExactly(0L, 1L);
    assertThat(network.opened()).isEqualTo(BOTH_PROTOCOLS + 1);
  }

  @Test
  void hearsWhoAloneHasAnAuthenticationHeaderAndWhoAloneHasNone() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.ah(), "192.0.2.1", 200, 1));
    assertThat(status().traffic().rejected()).isEqualTo(Map.of(RejectReason.AUTH_TYPE, 1L));
    core.configure(List.of(renamed(Fixtures.ah(), "VI_1")), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.v2(), "192.0.2.1", 200, 1));
    assertThat(status().traffic().rejected()).containsEntry(RejectReason.AUTH_TYPE, 2L);
  }

  @Test
  void theSocketsOfAFamilyGoWithItsLastRouter() {
    network.link("v0", 7, true, "192.0.2.2", "fe80::2");
    RouterConfig ipv6 = renamed(Fixtures.ipv6(), "VI_6");
    core.configure(List.of(Fixtures.v2(), ipv6), List.of(), Map.of());
    assertThat(network.groups("v0")).contains(address("ff02::12"));
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    core.interfaceChanged("v0");
    assertThat(network.groups("v0")).containsExactly(address("224.0.0.18"));
  }

  private static RouterConfig renamed(RouterConfig config, String name) {
    return new RouterConfig(
        name,
        config.version(),
        config.virtualRouterId(),
        config.family(),
        config.interfaceName(),
        config.priority(),
        config.advertInterval(),
        config.preempt(),
        config.preemptDelay(),
        config.authentication(),
        config.addresses(),
        config.announced(),
        config.gratuitousArp(),
        config.transport(),
        config.options());
  }

  @Test
  void spacesAnnouncementsAndForgetsThemWithTheRole() {
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
    core.yieldMastership("VI_1");
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
  void countsWhatTheKernelDropped() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.drop("v0", 3);
    pass(SECOND);
    network.drop("v0", 2);
    pass(SECOND);
    assertThat(core.unassigned()).containsExactlyEntriesOf(Map.of(RejectReason.OVERRUN, 5L));
  }

  @Test
  void countsWhatItCannotUseByReason() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    byte[] good = encode(Fixtures.v2(), PEER, 200, 1);
    byte[] wrongTtl = good.clone();
    wrongTtl[8] = 1;
    network.deliver(
        "v0",
        good,
        wrongTtl,
        wrongTtl,
        encode(Fixtures.v3(), PEER, 200, 1),
        encode(withAddresses(Fixtures.v2(), "192.0.2.253"), PEER, 200, 1),
        encode(on("v0", "x", 99), PEER, 200, 1),
        new byte[0],
        Arrays.copyOf(good, 25));
    assertThat(status().traffic().rejected())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(RejectReason.TTL, 2L, RejectReason.VERSION, 1L, RejectReason.ADDRESS_LIST, 1L));
    assertThat(core.unassigned())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(RejectReason.UNKNOWN_VRID, 1L, RejectReason.TOO_SHORT, 2L));
    assertThat(status().traffic().advertisementsReceived()).isEqualTo(2);
    assertThat(status().master().priority()).isEqualTo(200);
  }

  @Test
  void survivesNoise() {
    Random random = new Random(42);
    core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 52)), List.of(), Map.of());
    for (int count = 0; count < 20_000; count++) {
      byte[] noise = encode(Fixtures.v2(), PEER, random.nextInt(256), count);
      noise = Arrays.copyOf(noise, random.nextInt(noise.length + 4));
      for (int index = 0; index < noise.length; index += 1 + random.nextInt(20)) {
        noise[index] ^= (byte) random.nextInt();
      }
      network.deliver("v0", noise);
    }
    pass(DOWN_100);
    assertThat(core.routerStatus()).hasSize(2);
    assertThat(core.unassigned()).isNotEmpty();
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
  void closingHandsEveryRoleOver() {
    core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 52)), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    core.close();
    assertThat(network.takePackets()).hasSize(2);
    assertThat(network.isOpen("v0")).isFalse();
  }

  private RouterStatus status() {
    return core.routerStatus().getFirst();
  }

  /** Lets that time pass, firing every timer on time. */
  private void pass(long nanos) {
    long end = now + nanos;
    while (core.nextDeadlineNanos() <= end) {
      now = core.nextDeadlineNanos();
      core.fireTimers();
    }
    now = end;
  }
}
