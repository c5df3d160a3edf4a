package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** How an interface, its addresses and its sockets affect the routers of the engine. */
class VrrpCoreInterfacesTest extends TestCore {
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
    assertThat(transitions()).hasSize(1);
  }

  @Test
  void noticesWithoutAnEventThatAnInterfaceIsBack() {
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
  void aLeftOverVipIsNoSourceAddress() {
    network.link("v0", 7, true, "192.0.2.254");
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThat(status().role().reason()).isEqualTo(Reason.NO_ADDRESS);
    core.configure(List.of(withPriority(Fixtures.v2(), 255)), List.of(), Map.of());
    assertThat(status().identity().address()).isEqualTo(address("192.0.2.254"));
  }

  @Test
  void keepsItsSourceAddressWhateverTheKernelListsFirst() {
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
  void sendsToEveryPeerFromTheConfiguredInterface() {
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
  void aMasterWithAnotherSendingInterfaceAdvertisesAtOnce() {
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
  void aMasterWithAnotherSourceAddressAdvertisesAtOnce() {
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
  void aMasterWhoseInterfaceIsRenamedSendsPriorityZero() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    network.unlink("v0");
    core.interfaceChanged("v0");
    assertThat(network.takePackets()).containsExactly(encode(Fixtures.v2(), "192.0.2.2", 0, 2));
    assertThat(network.isOpen("v0")).isFalse();
  }

  @Test
  void aVipOfARouterOnAnotherInterfaceIsNoSourceAddress() {
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
  void theSocketsOfAFamilyCloseWithItsLastRouter() {
    network.link("v0", 7, true, "192.0.2.2", "fe80::2");
    RouterConfig ipv6 = renamed(Fixtures.ipv6(), "VI_6");
    core.configure(List.of(Fixtures.v2(), ipv6), List.of(), Map.of());
    assertThat(network.groups("v0")).contains(address("ff02::12"));
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    core.interfaceChanged("v0");
    assertThat(network.groups("v0")).containsExactly(address("224.0.0.18"));
  }

  @Test
  void theDownTimerStartsWithAFrameFromAnotherHost() {
    ProtocolOptions patient =
        ProtocolOptions.DEFAULT.toBuilder().forwardingDelay(Duration.ofSeconds(30)).build();
    core.configure(List.of(on("v0", "VI_1", 51).with(patient)), List.of(), Map.of());
    pass(10 * SECOND);
    assertThat(status(0).state()).isEqualTo(State.BACKUP);
    network.receiveFrame("v0");
    pass(DOWN_100 + 200 * MS);
    assertThat(status(0).state()).isEqualTo(State.MASTER);
  }
}
