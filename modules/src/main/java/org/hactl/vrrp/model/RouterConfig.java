package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.hactl.linux.net.Family;

/**
 * One virtual router as the site wants it on this host.
 *
 * @param name its identity: a router of the same name, interface, VRID, version and family is the
 *     same router, and keeps its state and timers through any other change
 * @param virtualRouterId 1 to 255
 * @param family in which it advertises
 * @param priority 1 to 254, or 255 for the owner of the addresses
 * @param advertInterval version 2: whole seconds, 1 to 255; version 3: 10 ms to 40.95 s in steps of
 *     10 ms
 * @param preempt whether it takes over from a master of lower priority
 * @param preemptDelay how long it lets such a master be, from when it first hears it
 * @param authentication version 2 only
 * @param addresses in the order in which they are advertised; all of the family
 * @param announced what a master announces, advertised or not, and where
 */
public record RouterConfig(
    String name,
    VrrpVersion version,
    int virtualRouterId,
    Family family,
    String interfaceName,
    int priority,
    Duration advertInterval,
    boolean preempt,
    Duration preemptDelay,
    Authentication authentication,
    List<InetAddress> addresses,
    List<AnnouncedAddress> announced,
    GratuitousArp gratuitousArp,
    Transport transport,
    ProtocolOptions conduct) {

  /** The priority of a router that owns its addresses (RFC 5798 section 5.2.4). */
  public static final int OWNER_PRIORITY = 255;

  /** The address count is one byte (RFC 5798 section 5.2.5). */
  public static final int MAX_ADDRESSES = 255;

  private static final InetAddress GROUP_INET = InetAddress.ofLiteral("224.0.0.18");
  private static final InetAddress GROUP_INET6 = InetAddress.ofLiteral("ff02::12");
  private static final Duration CENTISECOND = Duration.ofMillis(10);

  public RouterConfig {
    addresses = List.copyOf(addresses);
    announced = List.copyOf(announced);
    require(!name.isBlank(), "a virtual router needs a name");
    require(virtualRouterId >= 1 && virtualRouterId <= 255, "virtual_router_id must be 1 to 255");
    require(priority >= 1 && priority <= OWNER_PRIORITY, "priority must be 1 to 255");
    require(!interfaceName.isEmpty() && interfaceName.length() < 16, "interface: 1 to 15 letters");
    require(!preemptDelay.isNegative(), "preempt_delay cannot be negative");
    require(addresses.size() <= MAX_ADDRESSES, "a virtual router advertises at most 255 addresses");
    require(
        addresses.stream().allMatch(address -> Family.of(address) == family),
        "a virtual router advertises addresses of one family; the others are excluded ones");
    requireReachable(family, transport);
    require(
        authentication == Authentication.none() || family == Family.INET,
        "only IPv4 has VRRP authentication");
    switch (version) {
      case V2 ->
          require(
              isMultiple(advertInterval, Duration.ofSeconds(1), 255),
              "advert_interval in version 2 must be whole seconds, 1s to 255s");
      case V3 -> {
        require(
            isMultiple(advertInterval, CENTISECOND, 4095),
            "advert_interval in version 3 must be 10ms to 40.95s in steps of 10ms");
        require(
            authentication == Authentication.none(), "version 3 has no authentication (RFC 5798)");
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

  /** An address and the interface that has it. */
  public record AnnouncedAddress(String interfaceName, InetAddress address) {}

  /** An IPv4 router over multicast that does as keepalived does by default. */
  public static RouterConfig of(
      String name,
      VrrpVersion version,
      int virtualRouterId,
      String interfaceName,
      int priority,
      Duration advertInterval,
      boolean preempt,
      Duration preemptDelay,
      Authentication authentication,
      List<? extends InetAddress> addresses,
      GratuitousArp gratuitousArp) {
    return new RouterConfig(
        name,
        version,
        virtualRouterId,
        Family.INET,
        interfaceName,
        priority,
        advertInterval,
        preempt,
        preemptDelay,
        authentication,
        List.copyOf(addresses),
        addresses.stream().map(each -> new AnnouncedAddress(interfaceName, each)).toList(),
        gratuitousArp,
        Transport.MULTICAST,
        ProtocolOptions.DEFAULT);
  }

  public RouterConfig withPriority(int changed) {
    return with(changed, preempt, preemptDelay, addresses, gratuitousArp, transport, conduct);
  }

  public RouterConfig withPreempt(boolean changed, Duration delay) {
    return with(priority, changed, delay, addresses, gratuitousArp, transport, conduct);
  }

  /** With other addresses, each on the router's interface. */
  public RouterConfig withAddresses(List<? extends InetAddress> changed) {
    return with(
        priority, preempt, preemptDelay, List.copyOf(changed), gratuitousArp, transport, conduct);
  }

  public RouterConfig with(Transport changed) {
    return with(priority, preempt, preemptDelay, addresses, gratuitousArp, changed, conduct);
  }

  public RouterConfig with(ProtocolOptions changed) {
    return with(priority, preempt, preemptDelay, addresses, gratuitousArp, transport, changed);
  }

  public RouterConfig with(GratuitousArp changed) {
    return with(priority, preempt, preemptDelay, addresses, changed, transport, conduct);
  }

  private RouterConfig with(
      int newPriority,
      boolean newPreempt,
      Duration newPreemptDelay,
      List<InetAddress> newAddresses,
      GratuitousArp newGratuitousArp,
      Transport newTransport,
      ProtocolOptions newConduct) {
    return new RouterConfig(
        name,
        version,
        virtualRouterId,
        family,
        interfaceName,
        newPriority,
        advertInterval,
        newPreempt,
        newPreemptDelay,
        authentication,
        newAddresses,
        newAddresses.equals(addresses)
            ? announced
            : newAddresses.stream().map(each -> new AnnouncedAddress(interfaceName, each)).toList(),
        newGratuitousArp,
        newTransport,
        newConduct);
  }

  /** The same router, whatever else about it changes. */
  public boolean isSameRouter(RouterConfig other) {
    return name.equals(other.name)
        && interfaceName.equals(other.interfaceName)
        && virtualRouterId == other.virtualRouterId
        && version == other.version
        && family == other.family;
  }

  /** Whether a master's advertisements are the same, and travel alike. */
  public boolean advertisesLike(RouterConfig other) {
    return priority == other.priority
        && advertInterval.equals(other.advertInterval)
        && authentication.equals(other.authentication)
        && addresses.equals(other.addresses)
        && transport.equals(other.transport)
        && conduct.pseudoHeader() == other.conduct.pseudoHeader();
  }

  /** The multicast group in which it advertises, unless it has peers. */
  public InetAddress group() {
    InetAddress own = transport.group();
    return own != null ? own : standardGroup(family);
  }

  /** The group that all routers of a family listen to (RFC 9568 sections 5.1.1.2 and 5.1.2.2). */
  private static InetAddress standardGroup(Family family) {
    return switch (family) {
      case INET -> GROUP_INET;
      case INET6 -> GROUP_INET6;
    };
  }

  /** The interface from which it advertises. */
  public String sendInterface() {
    String other = transport.sendInterface();
    return other != null ? other : interfaceName;
  }

  public boolean isOwner() {
    return priority == OWNER_PRIORITY;
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
