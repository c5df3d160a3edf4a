package org.hactl.host;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;

/**
 * One virtual router as configured on this host, and the resources that depend on its role.
 *
 * @param config its VRRP configuration; the addresses that it announces follow from {@code held}
 * @param held the resources that only the master has, in order: VIPs, advertised and excluded, each
 *     on its interface; routes, rules, filters
 * @param tracks the tracked conditions on which its priority and its faults depend
 * @param hooks commands for its transitions, besides the hooks of the whole host
 * @param untracked the resources of {@code held} without which the host can still be master
 * @param rankPenalty the number subtracted from the priority while one of the router's virtual
 *     services has too few healthy real servers; 0 for none
 * @param standby the resources that the host has only while it is not master: the VIPs on the
 *     loopback interface of a director that is itself a real server
 */
@JsonSerialize(converter = VirtualRouterJson.Writer.class)
@JsonDeserialize(converter = VirtualRouterJson.Reader.class)
public record VirtualRouterSpec(
    RouterConfig config,
    List<Resource> held,
    List<TrackSpec> tracks,
    List<HookSpec> hooks,
    Set<ResourceId> untracked,
    int rankPenalty,
    List<Resource> standby) {
  public VirtualRouterSpec {
    held = List.copyOf(held);
    tracks = List.copyOf(tracks);
    hooks = List.copyOf(hooks);
    untracked = Set.copyOf(untracked);
    standby = List.copyOf(standby);
  }

  /** A router that needs all its held resources; its rank does not depend on its services. */
  public VirtualRouterSpec(
      RouterConfig config, List<Resource> held, List<TrackSpec> tracks, List<HookSpec> hooks) {
    this(config, held, tracks, hooks, Set.of(), 0, List.of());
  }

  /**
   * An IPv4 router over multicast that holds only its VIPs and has no tracks.
   *
   * @param version 2 or 3
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
      Authentication authentication,
      List<String> addresses,
      GratuitousArp gratuitousArp) {
    RouterConfig config =
        new RouterConfig(
            name,
            VrrpVersion.of(version),
            virtualRouterId,
            Family.INET,
            interfaceName,
            priority,
            Duration.ofMillis(advertIntervalMillis),
            preempt,
            Duration.ofMillis(preemptDelayMillis),
            authentication,
            addresses.stream()
                .map(VirtualRouterSpec::withoutPrefix)
                .map(InetAddresses::parse)
                .toList(),
            List.of(),
            gratuitousArp,
            Transport.MULTICAST,
            ProtocolOptions.DEFAULT);
    List<Resource> held =
        addresses.stream()
            .<Resource>map(address -> AddressResource.of(interfaceName, address))
            .toList();
    return new VirtualRouterSpec(config, held, List.of(), List.of());
  }

  public String name() {
    return config.name();
  }

  public String interfaceName() {
    return config.interfaceName();
  }

  /** The VIPs that it advertises, as text. */
  public List<String> addressTexts() {
    return config.addresses().stream().map(InetAddresses::format).toList();
  }

  /** Whether the VIPs are the host's own addresses in every role (RFC 5798 section 1.6). */
  public boolean ownsItsAddresses() {
    return config.isOwner();
  }

  /** The same router with these held resources. */
  public VirtualRouterSpec holding(List<Resource> changed) {
    return new VirtualRouterSpec(config, changed, tracks, hooks, untracked, rankPenalty, standby);
  }

  /** The same router with these tracks. */
  public VirtualRouterSpec tracking(List<TrackSpec> changed) {
    return new VirtualRouterSpec(config, held, changed, hooks, untracked, rankPenalty, standby);
  }

  /** The same router, which can be master without these resources. */
  public VirtualRouterSpec withoutTracking(Set<ResourceId> changed) {
    return new VirtualRouterSpec(config, held, tracks, hooks, changed, rankPenalty, standby);
  }

  /** The same router with this penalty. */
  public VirtualRouterSpec withRankPenalty(int changed) {
    return new VirtualRouterSpec(config, held, tracks, hooks, untracked, changed, standby);
  }

  /** The same router with these resources while it is not master. */
  public VirtualRouterSpec standingBy(List<Resource> changed) {
    return new VirtualRouterSpec(config, held, tracks, hooks, untracked, rankPenalty, changed);
  }

  /** All resources that come and go with the role. */
  public Stream<Resource> claimed() {
    return Stream.concat(held.stream(), standby.stream());
  }

  /** The held resources without which the host cannot be master. */
  public Stream<Resource> needed() {
    return held.stream().filter(resource -> !untracked.contains(resource.id()));
  }

  /** The router as an engine runs it, with the addresses that it announces as master. */
  public RouterConfig announcing() {
    return config.toBuilder()
        .announced(
            held.stream()
                .filter(AddressResource.class::isInstance)
                .map(AddressResource.class::cast)
                .map(VirtualRouterSpec::announced)
                // A multicast group belongs to many hosts, so it is not announced.
                .filter(each -> !each.address().isMulticastAddress())
                .toList())
        .build();
  }

  private static RouterConfig.AnnouncedAddress announced(AddressResource address) {
    return new RouterConfig.AnnouncedAddress(
        address.interfaceName(), InetPrefix.parse(address.address()).address());
  }

  private static String withoutPrefix(String address) {
    int slash = address.indexOf('/');
    return slash < 0 ? address : address.substring(0, slash);
  }
}
