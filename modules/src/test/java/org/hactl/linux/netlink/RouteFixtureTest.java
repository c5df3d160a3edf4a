package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.RtnetlinkFixtures.NAMES;
import static org.hactl.linux.netlink.RtnetlinkFixtures.assertSame;

import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteChange;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.junit.jupiter.api.Test;

/** Our bytes against those of {@code ip}: routes. */
class RouteFixtureTest {
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
  void keepsTheKernelsOwnText() {
    NetlinkMessage refusal =
        Fixture.load("rtnetlink/route-add-refused").messages(NetlinkMessage.ERROR).getFirst();
    assertThat(NetlinkAnswer.of(refusal))
        .isEqualTo(new NetlinkAnswer(Errno.ENETUNREACH, "Nexthop has invalid gateway"));
    NetlinkMessage exists =
        Fixture.load("rtnetlink/route-add-again").messages(NetlinkMessage.ERROR).getFirst();
    assertThat(NetlinkAnswer.of(exists)).isEqualTo(new NetlinkAnswer(Errno.EEXIST, ""));
  }
}
