package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.HeldAddress.VipOptions;
import org.hactl.yaml.Durations;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** A VIP of a virtual router: its address alone, or a map with options for the kernel. */
final class VipShape {
  private static final Fields MAP = new Fields("A VIP");

  private static final Key<InetPrefix> ADDRESS =
      MAP.required(
          "address", Shapes.PREFIX, "Address and prefix; without a prefix /32, or /128 in IPv6");
  private static final Key<Optional<String>> INTERFACE =
      MAP.optional(
          "interface",
          Shapes.INTERFACE_NAME,
          "The interface of the VIP, if it is not the router's own");
  private static final Key<Optional<String>> BROADCAST =
      MAP.optional(
          "broadcast",
          Shape.text("an address such as 10.0.0.255, or +", VipShape::broadcast),
          "Its broadcast address, + for the last of its network; none if left out. IPv4 only");
  private static final Key<Optional<InetAddress>> PEER =
      MAP.optional("peer", Shapes.ADDRESS, "The other end of a point-to-point link");
  private static final Key<Optional<String>> SCOPE =
      MAP.optional("scope", Shape.choice(scopes()), "How far it is valid; global if left out");
  private static final Key<Optional<String>> LABEL =
      MAP.optional(
          "label",
          Shape.string(),
          "A label, the interface's name with a suffix: eth0:vip. IPv4 only");
  private static final Key<Boolean> NODAD =
      MAP.optional(
          "nodad",
          Shape.bool(),
          true,
          "false: the host first checks whether another host has the address. IPv6 only");
  private static final Key<Boolean> TRACK = HoldingKeys.track(MAP);
  private static final Map<String, Key<Boolean>> FLAGS = flags();
  private static final Key<Optional<Optional<Long>>> PREFERRED =
      MAP.optional(
          "preferred_lifetime",
          Shape.text("a duration such as 30m, or forever", VipShape::lifetime),
          "How long programs may open new connections from it; if left out, 0s for an IPv6 address without a prefix length, forever for others");

  static final Shape<HeldAddress> SHAPE =
      Shape.<HeldAddress>either(
              Shapes.PREFIX.located().map(text -> HeldAddress.of(text.value(), text.at())),
              MAP.into(VipShape::held))
          .named("vip");

  private VipShape() {}

  private static HeldAddress held(Values v) {
    List<String> flags = new ArrayList<>();
    FLAGS.forEach((name, key) -> {
      if (v.get(key)) {
        flags.add(name);
      }
    });
    if (!v.get(NODAD)) {
      flags.add("dad");
    }
    VipOptions options =
        new VipOptions(
            v.get(BROADCAST),
            v.get(PEER).map(InetAddresses::format),
            v.get(SCOPE),
            v.get(LABEL),
            flags,
            v.get(PREFERRED).orElseGet(() -> VipOptions.defaultPreferredSeconds(v.get(ADDRESS))));
    return new HeldAddress(v.get(ADDRESS), v.get(INTERFACE), options, v.get(TRACK), v.at(ADDRESS));
  }

  private static String broadcast(String text) {
    return text.equals("+") ? text : InetAddresses.format(InetAddresses.parse(text));
  }

  private static Optional<Long> lifetime(String text) {
    return text.equals("forever")
        ? Optional.empty()
        : Optional.of(Durations.parse(text).orElseThrow(IllegalArgumentException::new).toSeconds());
  }

  private static Map<String, Key<Boolean>> flags() {
    Map<String, Key<Boolean>> flags = new LinkedHashMap<>();
    flags.put("home", flag("home", "Whether the VIP is a home address of mobile IPv6. IPv6 only"));
    flags.put(
        "mngtmpaddr",
        flag(
            "mngtmpaddr",
            "Whether the kernel makes temporary addresses from it (RFC 8981). IPv6 only"));
    flags.put(
        "noprefixroute", flag("noprefixroute", "Whether the kernel adds no route to its network"));
    flags.put(
        "autojoin", flag("autojoin", "Whether the host joins the group of a multicast address"));
    return flags;
  }

  private static Key<Boolean> flag(String name, String description) {
    return MAP.optional(name, Shape.bool(), false, description);
  }

  private static Map<String, String> scopes() {
    Map<String, String> scopes = new LinkedHashMap<>();
    List.of("global", "site", "link", "host").forEach(scope -> scopes.put(scope, scope));
    return scopes;
  }
}
