package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import org.hactl.linux.net.Family;

/**
 * The limits of a router's values: those of the packet, of the version, and of values that depend
 * on each other.
 */
final class RouterLimits {
  private static final Duration CENTISECOND = Duration.ofMillis(10);

  private static final int MAX_TTL = 255;

  private RouterLimits() {}

  /**
   * @throws IllegalArgumentException with the limit that the router does not keep
   */
  static void require(RouterConfig router) {
    Family family = router.family();
    Authentication authentication = router.authentication();
    String interfaceName = router.interfaceName();
    require(!router.name().isBlank(), "a virtual router needs a name");
    require(isIn(1, router.virtualRouterId(), 255), "virtual_router_id must be 1 to 255");
    require(isIn(1, router.priority(), RouterConfig.OWNER_PRIORITY), "priority must be 1 to 255");
    require(isIn(1, interfaceName.length(), 15), "interface must have 1 to 15 letters");
    require(!router.preemptDelay().isNegative(), "preempt_delay cannot be negative");
    require(
        router.addresses().size() <= RouterConfig.MAX_ADDRESSES,
        "a virtual router advertises at most 255 addresses");
    require(
        router.addresses().stream().allMatch(address -> Family.of(address) == family),
        "a virtual router advertises addresses of one family; the others are excluded ones");
    requireReachable(family, router.transport());
    requireTtls(router.transport());
    if (authentication instanceof Authentication.WithPassword password) {
      password.requireUsable();
    }
    require(
        authentication == Authentication.none() || family == Family.INET,
        "only IPv4 has VRRP authentication");
    requireVersion(router);
  }

  private static void requireVersion(RouterConfig router) {
    Duration interval = router.advertInterval();
    switch (router.version()) {
      case V2 ->
          require(
              isMultiple(interval, Duration.ofSeconds(1), 255),
              "advert_interval in version 2 must be whole seconds, 1s to 255s");
      case V3 -> {
        require(
            isMultiple(interval, CENTISECOND, 4095),
            "advert_interval in version 3 must be 10ms to 40.95s in steps of 10ms");
        require(
            router.authentication() == Authentication.none(),
            "version 3 has no authentication (RFC 5798)");
      }
    }
  }

  private static void requireReachable(Family family, Transport transport) {
    InetAddress source = transport.source();
    InetAddress group = transport.group();
    require(
        source == null || Family.of(source) == family,
        "a router sends from an address of its own family");
    require(
        group == null || Family.of(group) == family && group.isMulticastAddress(),
        "the group must be a multicast address of the router's family");
    require(
        transport.peers().stream().allMatch(peer -> Family.of(peer.address()) == family),
        "the peers of a router are of its own family");
  }

  private static void requireTtls(Transport transport) {
    require(isIn(1, transport.ttl(), MAX_TTL), "a TTL is 1 to 255");
    require(
        transport.isUnicast() || transport.ttl() == MAX_TTL,
        "multicast has TTL 255 (RFC 9568 section 5.1.1.3)");
    for (Transport.Peer peer : transport.peers()) {
      require(
          isIn(1, peer.minTtl(), peer.maxTtl()) && peer.maxTtl() <= MAX_TTL,
          "the TTLs of a peer are 1 to 255, the least first");
    }
  }

  private static boolean isIn(int min, int value, int max) {
    return value >= min && value <= max;
  }

  private static boolean isMultiple(Duration value, Duration unit, int max) {
    long count = value.toNanos() / unit.toNanos();
    return count >= 1 && count <= max && unit.multipliedBy(count).equals(value);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
