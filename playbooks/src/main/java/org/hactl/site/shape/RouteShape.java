package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.route.RouteResource;
import org.hactl.site.model.HeldResource;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.jspecify.annotations.Nullable;

/** A static route, of a host or of a virtual router's master. */
public final class RouteShape {
  /** The smallest MTU of IPv4 (RFC 791). */
  private static final int MIN_BYTES = 68;

  private static final List<String> TYPES =
      List.of("unicast", "blackhole", "unreachable", "prohibit", "throw");
  private static final List<String> SCOPES = List.of("global", "site", "link", "host");

  /** Of a virtual router's master. */
  static final Shape<HeldResource<RouteResource>> HELD = held();

  /** Of a host, whatever its roles. */
  public static final Shape<RouteResource> SHAPE = HELD.map(HeldResource::whateverTheRole);

  private RouteShape() {}

  private static Shape<HeldResource<RouteResource>> held() {
    Fields f = new Fields("A static route");
    var to =
        f.required(
            "to",
            Shape.text("a network such as 10.0.0.0/8, or default", RouteShape::network),
            "The network, or default");
    var via = f.optional("via", Shapes.ADDRESS, "The gateway");
    var interfaceName = f.optional("interface", Shapes.INTERFACE_NAME, "The interface");
    var source =
        f.optional(
            "source", Shapes.ADDRESS, "The source address of connections that use the route");
    var metric =
        f.optional(
            "metric",
            Shape.longInteger(0, 0xffff_ffffL),
            "The metric; of two routes to one network the smaller metric wins");
    var table =
        f.optional(
            "table",
            Shape.integer(1, Integer.MAX_VALUE),
            "The routing table; 254 (main) if left out");
    var type =
        f.optional(
            "type",
            Shape.choice(words(TYPES)),
            "What happens to a packet; if left out unicast, which forwards it");
    var scope =
        f.optional(
            "scope", Shape.choice(words(SCOPES)), "How far away the destination is. IPv4 only");
    var onlink = onlink(f);
    var mtu =
        f.optional(
            "mtu",
            Shape.integer(MIN_BYTES, RouteResource.MAX_MTU),
            "The MTU of the path; the interface's if left out");
    var advmss =
        f.optional(
            "advmss",
            Shape.integer(MIN_BYTES, RouteResource.MAX_ADVMSS),
            "The TCP segment size (MSS) that is advertised to the other end");
    var nexthops =
        f.optional(
            "nexthops",
            Shape.list(hop()),
            List.of(),
            "Several next hops instead of via and interface, each with a weight");
    Key<Boolean> track = HoldingKeys.track(f);
    return f.into(v ->
            new HeldResource<>(
                RouteResource.builder(v.get(to))
                    .via(text(v.get(via)))
                    .interfaceName(v.get(interfaceName).orElse(null))
                    .source(text(v.get(source)))
                    .metric(v.get(metric).orElse(null))
                    .table(v.get(table).orElse(null))
                    .type(v.get(type).orElse(null))
                    .scope(v.get(scope).orElse(null))
                    .onlink(v.get(onlink) ? Boolean.TRUE : null)
                    .mtu(v.get(mtu).orElse(null))
                    .advmss(v.get(advmss).orElse(null))
                    .nexthops(v.get(nexthops))
                    .build(),
                v.get(track)))
        .named("route");
  }

  private static Key<Boolean> onlink(Fields f) {
    return f.optional(
        "onlink",
        Shape.bool(),
        false,
        "Whether the gateway counts as on the link, whatever the interface's addresses");
  }

  private static Shape<RouteResource.Hop> hop() {
    Fields f = new Fields("One of several next hops");
    var via = f.optional("via", Shapes.ADDRESS, "The gateway");
    var interfaceName = f.optional("interface", Shapes.INTERFACE_NAME, "The interface");
    var weight =
        f.optional(
            "weight", Shape.integer(1, 256), 1, "Its share of the traffic, relative to the others");
    var onlink = onlink(f);
    return f.into(v -> {
      if (v.get(via).isEmpty() && v.get(interfaceName).isEmpty()) {
        throw new IllegalArgumentException("a next hop needs via, interface or both");
      }
      return new RouteResource.Hop(
          text(v.get(via)), v.get(interfaceName).orElse(null), v.get(weight), v.get(onlink));
    });
  }

  private static String network(String text) {
    if (text.equals("default")) {
      return text;
    }
    InetPrefix network = InetPrefix.parse(text);
    if (!network.equals(network.network())) {
      throw new IllegalArgumentException(
          "bits after the prefix are set; the network is " + network.network());
    }
    return network.toString();
  }

  static Map<String, String> words(List<String> all) {
    Map<String, String> words = new LinkedHashMap<>();
    all.forEach(word -> words.put(word, word));
    return words;
  }

  private static @Nullable String text(Optional<InetAddress> address) {
    return address.map(InetAddresses::format).orElse(null);
  }
}
