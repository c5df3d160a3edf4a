package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.net.PortRange;
import org.hactl.linux.net.Scope;
import org.junit.jupiter.api.Test;

/** Our bytes against those of {@code ip}. */
class RtnetlinkFixtureTest {
  private static final int V0 = 3;
  private static final InterfaceNames NAMES =
      new InterfaceNames(List.of(link(1, "lo"), link(2, "v1"), link(3, "v0")));

  private static final Route ONLINK =
      Route.builder(InetPrefix.parse("10.82.0.0/16"))
          .gateway(InetAddresses.parse("172.16.0.1"))
          .interfaceName("v0")
          .onlink(true)
          .mtu(1400)
          .build();
  private static final Route WEIGHTED =
      Route.builder(InetPrefix.parse("10.83.0.0/16"))
          .nextHops(
              List.of(
                  new NextHop(InetAddresses.parse("10.9.0.3"), "v0", 3, false),
                  new NextHop(InetAddresses.parse("10.9.0.4"), "v0", 1, false)))
          .build();
  private static final Route SIZED =
      Route.builder(InetPrefix.parse("10.84.0.0/16"))
          .interfaceName("v0")
          .mtu(1300)
          .advmss(1200)
          .build();

  private static final Rule MARKED =
      Rule.builder(Family.INET, 95)
          .from(InetPrefix.parse("10.9.0.0/24"))
          .tos(0x10)
          .mark(new Rule.Mark(7, 0xff))
          .table(1000)
          .build();
  private static final Rule BLACKHOLE =
      Rule.builder(Family.INET, 96)
          .to(InetPrefix.parse("10.9.9.0/24"))
          .outgoingInterface("v0")
          .action(RuleAction.BLACKHOLE)
          .build();
  private static final Rule INVERTED =
      Rule.builder(Family.INET, 97)
          .inverted(true)
          .from(InetPrefix.parse("10.9.8.0/24"))
          .ipProtocol(17)
          .destinationPorts(new PortRange(53, 53))
          .action(RuleAction.UNREACHABLE)
          .build();
  private static final Rule SUPPRESSED =
      Rule.builder(Family.INET, 98).table(Route.TABLE_MAIN).suppressPrefixLength(0).build();

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
  void addsRoutesAsIpDoes() {
    Route gateway =
        Route.unicast(InetPrefix.parse("10.77.0.0/16"), InetAddresses.parse("10.9.0.2"), "v0")
            .withMetric(50);
    assertSame(RouteCodec.encode(new RouteChange.Add(gateway), NAMES), "route-add-gw");
    assertSame(
        RouteCodec.encode(
            new RouteChange.Add(
                Route.unicast(InetPrefix.parse("10.78.0.0/16"), null, "v0")
                    .withSource(InetAddresses.parse("10.9.0.1"))
                    .withTable(1000)),
            NAMES),
        "route-add-src");
    assertSame(
        RouteCodec.encode(
            new RouteChange.Add(
                Route.builder(InetPrefix.parse("10.79.0.0/16")).type(RouteType.BLACKHOLE).build()),
            NAMES),
        "route-add-blackhole");
    assertSame(
        RouteCodec.encode(
            new RouteChange.Add(
                Route.unicast(
                        InetPrefix.parse("2001:db8:77::/48"), InetAddresses.parse("fd09::2"), "v0")
                    .withMetric(77)),
            NAMES),
        "route-add-v6");
    assertSame(
        RouteCodec.encode(
            new RouteChange.Add(
                Route.unicast(
                    InetPrefix.parse("10.80.0.0/16"), InetAddresses.parse("fd09::3"), "v0")),
            NAMES),
        "route-add-via6");
  }

  @Test
  void encodesEveryPartOfARouteAsIpDoes() {
    assertSame(RouteCodec.encode(new RouteChange.Add(ONLINK), NAMES), "route-add-onlink");
    assertSame(RouteCodec.encode(new RouteChange.Add(WEIGHTED), NAMES), "route-add-weights");
    assertSame(RouteCodec.encode(new RouteChange.Add(SIZED), NAMES), "route-add-advmss");
  }

  @Test
  void readsEveryPartOfARoute() {
    assertThat(
            Fixture.load("rtnetlink/route-list-options").messages(RouteCodec.NEW).stream()
                .flatMap(message -> RouteCodec.decode(message, NAMES).stream()))
        .contains(ONLINK, WEIGHTED, SIZED);
  }

  @Test
  void addsRulesAsIpDoes() {
    assertSame(RuleCodec.encode(new RuleChange.Add(probeRule())), "rule-add");
    assertSame(
        RuleCodec.encode(
            new RuleChange.Add(
                Rule.lookup(Family.INET6, 91, 1000).withTo(InetPrefix.parse("2001:db8::1/128")))),
        "rule-add6");
    assertSame(RuleCodec.encode(new RuleChange.Remove(probeRule())), "rule-del");
  }

  @Test
  void encodesEveryPartOfARuleAsIpDoes() {
    assertSame(RuleCodec.encode(new RuleChange.Add(MARKED)), "rule-add-mark");
    assertSame(RuleCodec.encode(new RuleChange.Add(BLACKHOLE)), "rule-add-blackhole");
    assertSame(RuleCodec.encode(new RuleChange.Add(INVERTED)), "rule-add-not");
    assertSame(RuleCodec.encode(new RuleChange.Add(SUPPRESSED)), "rule-add-suppress");
  }

  @Test
  void readsEveryPartOfARule() {
    assertThat(
            Fixture.load("rtnetlink/rule-list-options").messages(RuleCodec.NEW).stream()
                .flatMap(message -> RuleCodec.decode(message).stream()))
        .contains(MARKED, BLACKHOLE, INVERTED, SUPPRESSED);
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

  @Test
  void readsRoutes() {
    List<String> routes =
        Fixture.load("rtnetlink/route-list").messages(RouteCodec.NEW).stream()
            .flatMap(message -> RouteCodec.decode(message, NAMES).stream())
            .map(Route::toString)
            .toList();
    assertThat(routes)
        .contains(
            "10.78.0.0/16 dev v0 src 10.9.0.1 table 1000",
            "10.77.0.0/16 via 10.9.0.2 dev v0 metric 50",
            "blackhole 10.79.0.0/16",
            "10.80.0.0/16 via fd09::3 dev v0",
            "10.81.0.0/16 nexthop via 10.9.0.3 dev v0 weight 1 nexthop via 10.9.0.4 dev v0 weight 1",
            "local 127.0.0.1/32 dev lo src 127.0.0.1 table 255");
    assertThat(
            Fixture.load("rtnetlink/route-list6").messages(RouteCodec.NEW).stream()
                .flatMap(message -> RouteCodec.decode(message, NAMES).stream())
                .map(Route::toString))
        .contains("2001:db8:77::/48 via fd09::2 dev v0 metric 77");
  }

  @Test
  void readsRules() {
    assertThat(
            Fixture.load("rtnetlink/rule-list").messages(32).stream()
                .flatMap(message -> RuleCodec.decode(message).stream()))
        .containsExactly(
            Rule.lookup(Family.INET, 0, Route.TABLE_LOCAL),
            probeRule(),
            Rule.lookup(Family.INET, 32_766, Route.TABLE_MAIN),
            Rule.lookup(Family.INET, 32_767, Route.TABLE_DEFAULT));
  }

  @Test
  void keepsTheKernelsOwnText() {
    NetlinkMessage refusal =
        Fixture.load("rtnetlink/route-add-refused").messages(NetlinkMessage.ERROR).getFirst();
    assertThat(NetlinkAnswer.of(refusal))
        .isEqualTo(new NetlinkAnswer(Errno.ENETUNREACH, "Nexthop has invalid gateway"));
    NetlinkMessage exists =
        Fixture.load("rtnetlink/route-add-again").messages(NetlinkMessage.ERROR).getFirst();
    assertThat(NetlinkAnswer.of(exists)).isEqualTo(new NetlinkAnswer(Errno.EEXIST, ""));
  }

  private static Rule probeRule() {
    return Rule.lookup(Family.INET, 90, 1000)
        .withTo(InetPrefix.parse("192.168.0.254/32"))
        .withIncomingInterface("lo")
        .withSourcePorts(6, new PortRange(40_000, 40_010));
  }

  private static InterfaceAddress address(String interfaceName, String prefix) {
    return InterfaceAddress.of(interfaceName, InetPrefix.parse(prefix));
  }

  private static Link link(int index, String name) {
    return new Link(index, name, Link.IFF_UP, MacAddress.NONE, 1500);
  }

  private static void assertSame(byte[] ours, String fixture) {
    assertThat(HexFormat.of().formatHex(ours))
        .as(fixture)
        .isEqualTo(Fixture.load("rtnetlink/" + fixture).request());
  }
}
