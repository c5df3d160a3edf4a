package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.RtnetlinkFixtures.NAMES;
import static org.hactl.linux.netlink.RtnetlinkFixtures.assertSame;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.net.Scope;
import org.junit.jupiter.api.Test;

/** Our bytes against those of {@code ip}: addresses and links. */
class RtnetlinkFixtureTest {
  private static final int V0 = 3;

  @Test
  void addsAddressesAsIpDoes() {
    assertSame(
        AddressCodec.encode(new AddressChange.Add(address("lo", "192.168.0.254/32")), 1),
        "address-add-lo");
    InterfaceAddress labelled =
        address("v0", "192.168.0.12/24").withLabel("v0:vip").withScope(Scope.LINK);
    assertSame(AddressCodec.encode(new AddressChange.Add(labelled), V0), "address-add-label");
    assertSame(AddressCodec.encode(new AddressChange.Replace(labelled), V0), "address-replace");
    assertSame(
        AddressCodec.encode(
            new AddressChange.Add(
                address("v0", "2001:db8::254/128")
                    .withFlags(AddressFlag.NODAD, AddressFlag.DEPRECATED)),
            V0),
        "address-add-v6");
    assertSame(
        AddressCodec.encode(
            new AddressChange.Add(
                address("v0", "10.8.0.1/24").withFlags(AddressFlag.NOPREFIXROUTE)),
            V0),
        "address-add-noprefixroute");
  }

  @Test
  void encodesEveryPartOfAnAddressAsIpDoes() {
    InterfaceAddress pointToPoint =
        address("v0", "10.7.0.1/32").withPeer(InetAddresses.parse("10.7.0.2"));
    assertSame(AddressCodec.encode(new AddressChange.Add(pointToPoint), V0), "address-add-peer");
    assertSame(
        AddressCodec.encode(
            new AddressChange.Remove("v0", pointToPoint.prefix(), InetAddresses.parse("10.7.0.2")),
            V0),
        "address-del-peer");
    assertSame(
        AddressCodec.encode(
            new AddressChange.Add(
                address("v0", "10.6.0.1/24").withBroadcast(InetAddresses.parse("10.6.0.255"))),
            V0),
        "address-add-broadcast");
    assertSame(
        AddressCodec.encode(
            new AddressChange.Add(
                address("v0", "2001:db8:1::1/64")
                    .withFlags(
                        AddressFlag.NODAD, AddressFlag.HOMEADDRESS, AddressFlag.NOPREFIXROUTE)
                    .withPreferredSeconds(600L)),
            V0),
        "address-add-v6-options");
    assertSame(
        AddressCodec.encode(
            new AddressChange.Replace(
                address("v0", "2001:db8:1::1/64")
                    .withFlags(AddressFlag.NODAD)
                    .withPreferredSeconds(0L)),
            V0),
        "address-replace-v6");
  }

  @Test
  void readsEveryPartOfAnAddress() {
    List<InterfaceAddress> addresses =
        Fixture.load("rtnetlink/address-list-options").messages(AddressCodec.NEW).stream()
            .flatMap(message -> AddressCodec.decode(message, NAMES).stream())
            .toList();
    assertThat(addresses)
        .contains(
            address("v0", "10.7.0.1/32")
                .withLabel("v0")
                .withFlags(AddressFlag.PERMANENT)
                .withPeer(InetAddresses.parse("10.7.0.2")),
            address("v0", "10.6.0.1/24")
                .withLabel("v0")
                .withFlags(AddressFlag.PERMANENT)
                .withBroadcast(InetAddresses.parse("10.6.0.255")),
            address("v0", "2001:db8:1::1/64")
                .withFlags(
                    AddressFlag.PERMANENT,
                    AddressFlag.NODAD,
                    AddressFlag.HOMEADDRESS,
                    AddressFlag.NOPREFIXROUTE));
  }

  @Test
  void removesAnAddressAsIpDoes() {
    String theirs = Fixture.load("rtnetlink/address-del").request();
    String ours =
        HexFormat.of()
            .formatHex(
                AddressCodec.encode(
                    new AddressChange.Remove("lo", InetPrefix.parse("192.168.0.254/32")), 1));
    // ip names the address as IFA_LOCAL alone; both name the same one.
    assertThat(ours.substring(8)).startsWith(theirs.substring(8));
  }

  @Test
  void createsLinksAsIpDoes() {
    assertSame(
        LinkCodec.add(
            new NewLink(
                "vrrp.51",
                "v0",
                new LinkKind.Macvlan(LinkKind.MacvlanMode.PRIVATE),
                MacAddress.parse("00:00:5e:00:01:33")),
            V0),
        "link-add-macvlan");
    assertSame(
        LinkCodec.add(
            new NewLink("vrrp.52", "v0", new LinkKind.Ipvlan(LinkKind.IpvlanFlag.BRIDGE), null),
            V0),
        "link-add-ipvlan");
    assertSame(
        LinkCodec.add(new NewLink("v0.7", "v0", new LinkKind.Vlan(7), null), V0), "link-add-vlan");
    assertSame(LinkCodec.withoutLinkLocal(V0), "link-addrgenmode");
  }

  @Test
  void switchesALinkOnAsIpDoes() {
    assertSame(LinkCodec.setUp(2, true), "link-up");
  }

  @Test
  void readsLinks() {
    List<Link> links =
        Fixture.load("rtnetlink/link-list").messages(LinkCodec.NEW).stream()
            .flatMap(message -> LinkCodec.decode(message).stream())
            .toList();
    assertThat(links).extracting(Link::name).containsExactly("lo", "v1", "v0");
    assertThat(links).extracting(Link::index).containsExactly(1, 2, 3);
    assertThat(links).extracting(Link::mtu).containsExactly(65_536, 1500, 1500);
    assertThat(links).allMatch(Link::up).allMatch(Link::running);
    assertThat(links.get(0).loopback()).isTrue();
    assertThat(links.get(2).mac()).hasToString("02:b9:c1:16:71:22");
  }

  @Test
  void readsAddresses() {
    List<InterfaceAddress> addresses =
        Fixture.load("rtnetlink/address-list").messages(AddressCodec.NEW).stream()
            .flatMap(message -> AddressCodec.decode(message, NAMES).stream())
            .toList();
    assertThat(addresses)
        .extracting(address -> address.prefix() + " " + address.scope() + " " + address.label())
        .contains(
            "127.0.0.1/8 host lo",
            "192.168.0.254/32 global lo",
            "::1/128 host ",
            "192.168.0.12/24 link v0:vip",
            "10.8.0.1/24 global v0",
            "2001:db8::254/128 global ");
    assertThat(addresses)
        .filteredOn(address -> address.prefix().equals(InetPrefix.parse("2001:db8::254/128")))
        .first()
        .extracting(InterfaceAddress::flags)
        .isEqualTo(Set.of(AddressFlag.NODAD, AddressFlag.DEPRECATED, AddressFlag.PERMANENT));
  }

  private static InterfaceAddress address(String interfaceName, String prefix) {
    return InterfaceAddress.of(interfaceName, InetPrefix.parse(prefix));
  }
}
