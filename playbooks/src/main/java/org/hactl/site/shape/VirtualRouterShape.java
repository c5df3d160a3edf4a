package org.hactl.site.shape;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.host.HookSpec;
import org.hactl.linux.net.Family;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.Holding;
import org.hactl.site.model.Origin;
import org.hactl.site.model.ProtocolSettings;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteTransport;
import org.hactl.site.model.TrackSettings;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;
import org.hactl.yaml.YamlNode;

/** One entry of {@code vrrp}, rendered for one of its directors. */
public final class VirtualRouterShape {
  private static final Fields TOP =
      new Fields(
          "A virtual router: a group of directors; one of them, the master, holds the addresses");

  public static final Key<YamlNode> DIRECTORS =
      TOP.required(
          "directors",
          Shape.deferred(DirectorsShape.SHAPE),
          "The hosts that take part, each with its priority; or a list or group, highest first");
  private static final Key<Optional<String>> INTERFACE =
      TOP.optional(
          "interface",
          Shapes.INTERFACE_NAME,
          "The interface with VRRP and the VIPs; a director may name its own");
  private static final Key<Integer> VRID =
      TOP.required(
          "virtual_router_id",
          Shape.integer(1, 255),
          "The VRID: the same on all directors, and used by no other virtual router on the segment");
  private static final Key<Optional<Integer>> VERSION =
      TOP.optional(
          "version",
          Shape.choice(versions()),
          "VRRP version 2 (RFC 3768, IPv4) or 3 (RFC 9568); 2 if left out, 3 for IPv6");
  private static final Key<Optional<Family>> FAMILY =
      TOP.optional(
          "family",
          Shape.choice(RuleShape.families()),
          "The protocol of its advertisements; if left out, that of its first address");
  private static final Key<Duration> INTERVAL =
      TOP.optional(
          "advert_interval",
          Shape.duration(Duration.ofMillis(10), Duration.ofSeconds(255)),
          RouterConfig.DEFAULT_ADVERT_INTERVAL,
          "How often the master advertises; a backup takes over after a little more than three intervals without an advertisement");
  private static final Key<Boolean> PREEMPT =
      TOP.optional(
          "preempt",
          Shape.bool(),
          RouterConfig.DEFAULT_PREEMPT,
          "Whether a director of higher priority takes the role from a running master");
  private static final Key<Duration> PREEMPT_DELAY =
      TOP.optional(
          "preempt_delay",
          Shape.duration(Duration.ZERO, Duration.ofSeconds(1000)),
          RouterConfig.DEFAULT_PREEMPT_DELAY,
          "How long a director of higher priority waits before it takes the role");
  private static final Key<Optional<AuthenticationShape.Draft>> AUTHENTICATION =
      TOP.optional(
          "authentication",
          AuthenticationShape.SHAPE,
          "Version 2 only; protects against mistakes, not against attacks");
  private static final HoldingKeys HOLDING = new HoldingKeys(TOP);
  private static final Key<Optional<GratuitousArp>> ARP =
      TOP.optional(
          GratuitousArp.KEY,
          ArpShape.SHAPE,
          "How a new master tells the segment where the VIPs are now");
  private static final TransportKeys TRANSPORT = new TransportKeys(TOP);
  private static final ProtocolOptionKeys OPTIONS = new ProtocolOptionKeys(TOP);

  private static final Key<List<TrackSettings>> TRACK =
      TOP.optional(
          "track",
          TrackedShape.SHAPE,
          List.of(),
          "The trackers that change its priority or put it in fault: names or expressions");
  private static final Key<Boolean> RANK =
      TOP.optional(
          "rank_by_services",
          Shape.bool(),
          true,
          "Whether a director on which one of the router's virtual services has no healthy real server ranks below the others");
  private static final Key<Optional<List<HookSpec>>> NOTIFY =
      TOP.optional(
          "notify",
          HookShape.SHAPE,
          "Commands and FIFOs for its transitions; those of the site run too");

  public static final Shape<RouterSettings> SHAPE = TOP.into(VirtualRouterShape::settings);

  private VirtualRouterShape() {}

  private static RouterSettings settings(Values v) {
    Holding holding = HOLDING.of(v);
    SiteTransport transport = TRANSPORT.of(v);
    Family family = v.get(FAMILY).orElseGet(() -> family(holding, transport));
    return new RouterSettings(
        v.get(INTERFACE),
        protocol(v, family),
        holding,
        transport,
        v.get(ARP).orElse(GratuitousArp.DEFAULT),
        v.get(TRACK),
        v.get(RANK),
        v.get(NOTIFY).orElse(List.of()),
        origin(v));
  }

  private static ProtocolSettings protocol(Values v, Family family) {
    int version = v.get(VERSION).orElseGet(() -> VrrpVersion.defaultOf(family).number());
    return new ProtocolSettings(
        v.get(VRID),
        version,
        family,
        v.get(INTERVAL),
        v.get(PREEMPT),
        v.get(PREEMPT_DELAY),
        v.get(AUTHENTICATION).flatMap(AuthenticationShape.Draft::authentication).orElse(null),
        OPTIONS.of(v, version));
  }

  private static Family family(Holding holding, SiteTransport transport) {
    Stream<InetAddress> vips = holding.addresses().stream().map(HeldAddress::address);
    Stream<InetAddress> sent =
        Stream.concat(transport.source().stream(), transport.group().stream());
    return Stream.concat(vips, sent).findFirst().map(Family::of).orElse(Family.INET);
  }

  private static Origin origin(Values v) {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                INTERFACE,
                VRID,
                VERSION,
                FAMILY,
                INTERVAL,
                PREEMPT,
                PREEMPT_DELAY,
                ARP,
                AUTHENTICATION,
                TRACK,
                NOTIFY));
    keys.addAll(HOLDING.keys());
    keys.addAll(TRANSPORT.keys());
    keys.addAll(OPTIONS.keys());
    Origin origin = Origin.of(v, keys.toArray(Key<?>[]::new));
    return v.get(AUTHENTICATION)
        .map(draft -> origin.with("authentication.password", draft.passwordAt()))
        .orElse(origin);
  }

  private static Map<String, Integer> versions() {
    Map<String, Integer> versions = new LinkedHashMap<>();
    versions.put("2", 2);
    versions.put("3", 3);
    return versions;
  }
}
