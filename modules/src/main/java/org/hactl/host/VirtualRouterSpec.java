package org.hactl.host;

import java.util.List;
import org.hactl.linux.net.Family;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router as this host takes part in it.
 *
 * @param version 2 (RFC 3768) or 3 (RFC 9568)
 * @param family the family in which it advertises
 * @param interfaceName where it hears advertisements; its state is the router's
 * @param authentication of version 2; null for none
 * @param addresses the advertised VIPs, without a prefix, in the order of the packet; all of {@code
 *     family}
 * @param held what comes and goes with the role of master, in order: VIPs, advertised and excluded,
 *     each on its interface; routes, rules, filters
 * @param tracks what its priority and its faults depend on
 * @param hooks who is told of its transitions, besides those of the whole host
 */
public record VirtualRouterSpec(
    String name,
    int version,
    int virtualRouterId,
    Family family,
    String interfaceName,
    int priority,
    long advertIntervalMillis,
    boolean preempt,
    long preemptDelayMillis,
    @Nullable Authentication authentication,
    List<String> addresses,
    List<Resource> held,
    GratuitousArp gratuitousArp,
    Transport transport,
    Conduct conduct,
    List<TrackSpec> tracks,
    List<HookSpec> hooks) {
  private static final int OWNER_PRIORITY = 255;

  public VirtualRouterSpec {
    addresses = List.copyOf(addresses);
    held = List.copyOf(held);
    tracks = List.copyOf(tracks);
    hooks = List.copyOf(hooks);
  }

  /**
   * An IPv4 router over multicast that holds nothing but its VIPs and depends on nothing.
   *
   * @param addresses as {@code address/prefix}
   */
  public static VirtualRouterSpec of(
      String name,
      int version,
      int virtualRouterId,
      String interfaceName,
      int priority,
      long advertIntervalMillis,
      boolean preempt,
      long preemptDelayMillis,
      @Nullable Authentication authentication,
      List<String> addresses,
      GratuitousArp gratuitousArp) {
    return new VirtualRouterSpec(
        name,
        version,
        virtualRouterId,
        Family.INET,
        interfaceName,
        priority,
        advertIntervalMillis,
        preempt,
        preemptDelayMillis,
        authentication,
        addresses.stream().map(VirtualRouterSpec::withoutPrefix).toList(),
        addresses.stream()
            .<Resource>map(address -> AddressResource.of(interfaceName, address))
            .toList(),
        gratuitousArp,
        Transport.MULTICAST,
        Conduct.DEFAULT,
        List.of(),
        List.of());
  }

  /** Whether the addresses are the host's own, whatever its role (RFC 5798 section 1.6). */
  public boolean ownsItsAddresses() {
    return priority == OWNER_PRIORITY;
  }

  /** Whether a host can go from one to the other without giving up a role. */
  public boolean isSameRouter(VirtualRouterSpec other) {
    return name.equals(other.name)
        && interfaceName.equals(other.interfaceName)
        && virtualRouterId == other.virtualRouterId
        && version == other.version
        && family == other.family;
  }

  /** The same router, holding these instead. */
  public VirtualRouterSpec holding(List<Resource> changed) {
    return with(changed, tracks);
  }

  /** The same router, depending on these instead. */
  public VirtualRouterSpec tracking(List<TrackSpec> changed) {
    return with(held, changed);
  }

  private VirtualRouterSpec with(List<Resource> newHeld, List<TrackSpec> newTracks) {
    return new VirtualRouterSpec(
        name,
        version,
        virtualRouterId,
        family,
        interfaceName,
        priority,
        advertIntervalMillis,
        preempt,
        preemptDelayMillis,
        authentication,
        addresses,
        newHeld,
        gratuitousArp,
        transport,
        conduct,
        newTracks,
        hooks);
  }

  private static String withoutPrefix(String address) {
    int slash = address.indexOf('/');
    return slash < 0 ? address : address.substring(0, slash);
  }

  /** How version 2 advertisements are authenticated. */
  public enum AuthenticationType {
    /** A password in plain text (RFC 2338 section 5.3.6). */
    PASS,
    /** The IP authentication header, HMAC-MD5-96 (RFC 2402 and 2403), as keepalived speaks it. */
    AH
  }

  /**
   * @param password 1 to 8 bytes
   */
  public record Authentication(AuthenticationType type, Secret password) {
    public static Authentication pass(String password) {
      return new Authentication(AuthenticationType.PASS, new Secret(password));
    }

    public static Authentication ah(String password) {
      return new Authentication(AuthenticationType.AH, new Secret(password));
    }
  }

  /**
   * How a master tells the segment where its addresses are: gratuitous ARP, or unsolicited
   * neighbour advertisements in IPv6.
   *
   * @param repeat packets per address in the burst of a new master
   * @param delayMillis from that burst to a second one, 0 for no second
   * @param refreshMillis between announcements while master, 0 for none
   * @param refreshRepeat packets per address in each of those
   * @param lowerRepeat packets per address when another one believed to be master, 0 for none
   * @param lowerDelayMillis from that burst to a second one, 0 for no second
   * @param spacingMicros between two packets on one interface, 0 for none
   * @param extraInterfaces on which the addresses are announced too, each with its own hardware
   *     address
   */
  public record GratuitousArp(
      int repeat,
      long delayMillis,
      long refreshMillis,
      int refreshRepeat,
      int lowerRepeat,
      long lowerDelayMillis,
      long spacingMicros,
      List<String> extraInterfaces) {
    public static final GratuitousArp DEFAULT = of(5, 5_000, 60_000);

    /** Each address once, by a new master: what a strict router does (RFC 5798 section 6.4.2). */
    public static final GratuitousArp ONCE = new GratuitousArp(1, 0, 0, 0, 0, 0, 0, List.of());

    public GratuitousArp {
      extraInterfaces = List.copyOf(extraInterfaces);
    }

    /** The same for a split that healed as for a new master; nothing spaced. */
    public static GratuitousArp of(int repeat, long delayMillis, long refreshMillis) {
      return new GratuitousArp(
          repeat, delayMillis, refreshMillis, 1, repeat, delayMillis, 0, List.of());
    }
  }

  /**
   * How advertisements travel.
   *
   * @param peers the other directors, for unicast; empty for multicast
   * @param group the multicast group; null for the standard's: 224.0.0.18, ff02::12
   * @param source the address to send from, which the interface has to have; null for its first of
   *     that family, link-local in IPv6
   * @param ttl of what is sent in unicast, or the hop limit; multicast always has 255
   * @param checkSource whether unicast is accepted from nobody but the peers
   * @param sendInterface another interface to send on: a macvlan of {@code interfaceName}; null for
   *     the same
   */
  public record Transport(
      List<Peer> peers,
      @Nullable String group,
      @Nullable String source,
      int ttl,
      boolean checkSource,
      @Nullable String sendInterface) {
    public static final Transport MULTICAST = new Transport(List.of(), null, null, 255, true, null);

    public Transport {
      peers = List.copyOf(peers);
    }
  }

  /**
   * Another director, for unicast.
   *
   * @param minTtl the least TTL accepted from it; 255 means on the link
   * @param maxTtl the greatest
   */
  public record Peer(String address, int minTtl, int maxTtl) {}

  /**
   * Where implementations and RFCs differ.
   *
   * @param downTimerAdverts how many missed advertisements make a master dead, 1 to 100
   * @param answerLower whether a master answers an advertisement of lower priority at once
   * @param tellHigher whether a master that makes way sends one last advertisement, so that the
   *     winner announces its addresses again
   * @param pseudoHeader whether version 3 over IPv4 is sent with the pseudo-header in its checksum
   * @param discardOtherAddresses whether an advertisement with another address list is dropped
   *     rather than accepted and reported
   * @param strict to the letter of the RFC: see docs/vrrp.md
   * @param startupDelayMillis how long it neither listens nor speaks after the agent started
   * @param bootDelayMillis the same, counted from the boot of the system; the later end counts
   * @param forwardingDelayMillis how long it waits at most, after a start or when its interface
   *     comes up, for a first frame from somebody else before its down timer starts; 0 for not
   */
  public record Conduct(
      int downTimerAdverts,
      boolean answerLower,
      boolean tellHigher,
      boolean pseudoHeader,
      boolean discardOtherAddresses,
      boolean strict,
      long startupDelayMillis,
      long bootDelayMillis,
      long forwardingDelayMillis) {
    public static final Conduct DEFAULT = new Conduct(3, true, false, true, false, false, 0, 0, 0);
  }
}
