package org.hactl.vrrp.interop;

import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.router;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;

/** The virtual routers that hactl and keepalived share in tests, one of each protocol. */
final class InteropRouters {
  static final String PASSWORD = "1111";
  static final String OWN = "192.0.2.2";
  static final String PEER = "192.0.2.1";
  static final String[] ADDRESSES = {"192.0.2.254", "192.0.2.253", "10.1.2.3"};

  private InteropRouters() {}

  static Stream<RouterConfig> protocols() {
    return Stream.of(
        version2(),
        version2WithoutAuthentication(),
        authenticated(),
        version3(),
        ipv6(),
        mixed(),
        unicast(),
        unicastOverIpv6());
  }

  static RouterConfig authenticated() {
    return withPriority(
        router(
            VrrpVersion.V2,
            Duration.ofSeconds(1),
            Authentication.ah(PASSWORD),
            Transport.MULTICAST,
            ADDRESSES),
        150);
  }

  static RouterConfig ipv6() {
    return withPriority(Fixtures.ipv6(), 150);
  }

  static RouterConfig mixed() {
    return withPriority(Fixtures.mixed(), 150);
  }

  static RouterConfig unicast() {
    return withPriority(Fixtures.unicast(), 150);
  }

  static RouterConfig unicastOverIpv6() {
    return withAddresses(ipv6().with(Fixtures.unicastTo("2001:db8::1")), "2001:db8::fe");
  }

  /** The address from which keepalived sends. */
  static InetAddress peer(RouterConfig config) {
    if (config.family() == Family.INET) {
      return address(PEER);
    }
    return address(config.transport().isUnicast() ? "2001:db8::1" : "fe80::ff:fe00:1");
  }

  static RouterConfig version2() {
    return router(VrrpVersion.V2, 150, Duration.ofSeconds(1), Fixtures.PASS_1111, ADDRESSES);
  }

  static RouterConfig version2WithoutAuthentication() {
    return router(VrrpVersion.V2, 150, Duration.ofSeconds(1), Authentication.none(), ADDRESSES);
  }

  static RouterConfig version3() {
    return router(VrrpVersion.V3, 150, Duration.ofMillis(200), Authentication.none(), ADDRESSES);
  }
}
