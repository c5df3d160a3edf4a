package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router as the site wants it on this host: the same value in the site's compiler, in
 * the host state and in the engine. Values that contradict each other are found by {@link
 * #requireRunnable}, not here, so that a host can say what is wrong with each of its routers.
 *
 * @param name its identity: a router of the same name, interface, VRID, version and family is the
 *     same router, and keeps its state and timers through any other change; see {@link
 *     RouterRenames} for a change of the name
 * @param virtualRouterId 1 to 255
 * @param family in which it advertises
 * @param interfaceName the interface on which it hears advertisements; if that is down, the router
 *     is in FAULT
 * @param priority 1 to 254, or 255 for the owner of the addresses
 * @param advertInterval version 2: whole seconds, 1 to 255; version 3: 10 ms to 40.95 s in steps of
 *     10 ms
 * @param preempt whether it takes over from a master of lower priority
 * @param preemptDelay how long it waits before it takes over from such a master, counted from that
 *     master's first advertisement
 * @param authentication version 2 only
 * @param addresses in the order in which they are advertised; all of the family
 * @param announced the addresses that a master announces, advertised or excluded, each with its
 *     interface
 * @param needs the other interfaces that a master needs; if one of them is down, the router is in
 *     FAULT
 * @param alsoHeard the same router as it was or will be on the wire, while that changes: it hears
 *     and sends these advertisements as well; null if nothing changes. Never in a site
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
    ProtocolOptions options,
    Set<String> needs,
    @Nullable RouterConfig alsoHeard) {

  /** The priority of a router that owns its addresses (RFC 5798 section 5.2.4). */
  public static final int OWNER_PRIORITY = 255;

  /** The address count is one byte (RFC 5798 section 5.2.5). */
  public static final int MAX_ADDRESSES = 255;

  public static final Duration DEFAULT_ADVERT_INTERVAL = Duration.ofSeconds(1);
  public static final boolean DEFAULT_PREEMPT = true;
  public static final Duration DEFAULT_PREEMPT_DELAY = Duration.ZERO;

  private static final InetAddress GROUP_INET = InetAddress.ofLiteral("224.0.0.18");
  private static final InetAddress GROUP_INET6 = InetAddress.ofLiteral("ff02::12");

  public RouterConfig {
    addresses = List.copyOf(addresses);
    announced = List.copyOf(announced);
    needs = Set.copyOf(needs);
    if (alsoHeard != null && alsoHeard.alsoHeard() != null) {
      throw new IllegalArgumentException("a change within a change");
    }
  }

  /** A router that needs no other interface. */
  public RouterConfig(
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
      ProtocolOptions options) {
    this(
        name,
        version,
        virtualRouterId,
        family,
        interfaceName,
        priority,
        advertInterval,
        preempt,
        preemptDelay,
        authentication,
        addresses,
        announced,
        gratuitousArp,
        transport,
        options,
        Set.of(),
        null);
  }

  /** An address and the interface that has it. */
  public record AnnouncedAddress(String interfaceName, InetAddress address) {}

  /** An IPv4 router over multicast with default options. */
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

  /**
   * Returns this router if an engine can run it.
   *
   * @throws IllegalArgumentException with the reason if it cannot
   */
  public RouterConfig requireRunnable() {
    RouterLimits.require(this);
    return this;
  }

  /** A builder that starts with this router. */
  public RouterConfigBuilder toBuilder() {
    return new RouterConfigBuilder(this);
  }

  public RouterConfig withPriority(int changed) {
    return toBuilder().priority(changed).build();
  }

  public RouterConfig withPreempt(boolean changed, Duration delay) {
    return toBuilder().preempt(changed, delay).build();
  }

  /** The same router with these addresses, each on the router's interface. */
  public RouterConfig withAddresses(List<? extends InetAddress> changed) {
    return changed.equals(addresses)
        ? this
        : toBuilder().addresses(changed).announceAddresses().build();
  }

  public RouterConfig with(Transport changed) {
    return toBuilder().transport(changed).build();
  }

  public RouterConfig with(ProtocolOptions changed) {
    return toBuilder().options(changed).build();
  }

  public RouterConfig with(GratuitousArp changed) {
    return toBuilder().gratuitousArp(changed).build();
  }

  /** Whether a host can change from one to the other without giving the role away. */
  public boolean isSameRouter(RouterConfig other) {
    return name.equals(other.name) && isSameButForName(other);
  }

  /** Whether both are the same on the wire, where a router has no name. */
  boolean isSameButForName(RouterConfig other) {
    return isBeside(other)
        && (hasIdentityOf(other)
            || alsoHeard != null && alsoHeard.hasIdentityOf(other)
            || other.alsoHeard != null && other.alsoHeard.hasIdentityOf(this));
  }

  boolean hasSameVips(RouterConfig other) {
    return isBeside(other) && !addresses.isEmpty() && addresses.equals(other.addresses);
  }

  boolean sharesVip(RouterConfig other) {
    return isBeside(other) && !Collections.disjoint(addresses, other.addresses);
  }

  /** Whether both listen on the same interface in the same family. */
  boolean isBeside(RouterConfig other) {
    return interfaceName.equals(other.interfaceName) && family == other.family;
  }

  private boolean hasIdentityOf(RouterConfig other) {
    return virtualRouterId == other.virtualRouterId && version == other.version;
  }

  /** Whether both send the same advertisements by the same transport. */
  public boolean advertisesLike(RouterConfig other) {
    return priority == other.priority
        && options.checksum() == other.options.checksum()
        && appearsLike(other)
        && (alsoHeard == null || other.alsoHeard == null
            ? alsoHeard == other.alsoHeard
            : alsoHeard.appearsLike(other.alsoHeard));
  }

  /** Whether both appear on the wire in the same way, but for the priority. */
  boolean appearsLike(RouterConfig other) {
    return hasIdentityOf(other)
        && advertInterval.equals(other.advertInterval)
        && authentication.equals(other.authentication)
        && addresses.equals(other.addresses)
        && transport.equals(other.transport);
  }

  /** This router with everything from the other one that decides how it appears on the wire. */
  public RouterConfig appearingAs(RouterConfig other) {
    return toBuilder().appearance(other).build();
  }

  /** This router, which also hears the advertisements of another one; null for none. */
  public RouterConfig hearing(@Nullable RouterConfig other) {
    return toBuilder().alsoHeard(other).build();
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

  /** Whether it hears, sends or holds something on that interface. */
  public boolean uses(String name) {
    return interfaceName.equals(name) || sendInterface().equals(name) || needs.contains(name);
  }

  public boolean isOwner() {
    return priority == OWNER_PRIORITY;
  }
}
