package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.site.model.SiteTransport;
import org.hactl.site.model.SiteTransport.PeerDraft;
import org.hactl.site.model.SiteTransport.Unicast;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** The keys of a virtual router for the transport of its advertisements. */
final class TransportKeys {
  private static final int ON_THE_LINK = 255;
  private static final Shape<Integer> TTL = Shape.integer(1, 255);

  private final Key<Optional<InetAddress>> source;
  private final Key<Optional<InetAddress>> group;
  private final Key<Optional<Optional<Unicast>>> unicast;

  TransportKeys(Fields f) {
    source =
        f.optional(
            "source",
            Shapes.ADDRESS,
            "The source address of advertisements, which must be on the interface; if left out its first address, link-local in IPv6");
    group =
        f.optional(
            "multicast_group",
            Shapes.ADDRESS,
            "Another multicast group than 224.0.0.18 or ff02::12, the same on all directors");
    unicast =
        f.optional(
            "unicast",
            Shape.<Optional<Unicast>>either(
                Shape.bool().map(yes -> yes ? Optional.of(usual()) : Optional.empty()),
                unicast().map(Optional::of)),
            "Whether advertisements go to each of the other directors by unicast instead of by multicast");
    f.atMostOneOf(group, unicast);
  }

  /** The keys for which a later check may report a problem. */
  List<Key<?>> keys() {
    return List.of(source, group, unicast);
  }

  SiteTransport of(Values v) {
    return new SiteTransport(v.get(source), v.get(group), v.get(unicast).flatMap(u -> u));
  }

  private static Unicast usual() {
    return new Unicast(Optional.empty(), ON_THE_LINK, ON_THE_LINK, ON_THE_LINK, true);
  }

  private static Shape<Unicast> unicast() {
    Fields f = new Fields("Advertisements by unicast to each of the other directors");
    var peers =
        f.optional(
            "peers",
            Shape.<Optional<List<PeerDraft>>>either(
                Shape.choice(Map.of("auto", Optional.empty())),
                Shape.list(peer()).map(Optional::of)),
            "auto for every other director; or a list of hosts and addresses, of which a director ignores its own");
    var ttl = f.optional("ttl", TTL, ON_THE_LINK, "The TTL (or hop limit) of sent advertisements");
    var min =
        f.optional(
            "min_ttl",
            TTL,
            ON_THE_LINK,
            "The lowest TTL that is accepted; 255 for the same link, 1 less for each router on the way");
    var max = f.optional("max_ttl", TTL, ON_THE_LINK, "The highest TTL that is accepted");
    var check =
        f.optional(
            "check_source",
            Shape.bool(),
            true,
            "Whether advertisements are accepted only from the peers");
    return f.into(v -> {
      if (v.get(min) > v.get(max)) {
        v.problem(min, "is greater than max_ttl, so no advertisement would be accepted");
      }
      return new Unicast(
          v.get(peers).flatMap(p -> p), v.get(ttl), v.get(min), v.get(max), v.get(check));
    });
  }

  private static Shape<PeerDraft> peer() {
    Shape<Located<String>> name = Shape.string().located();
    Fields f = new Fields("One of the other directors");
    var address = f.required("address", name, "A host of the inventory, or an address");
    var min = f.optional("min_ttl", TTL, "The lowest TTL that is accepted from it");
    var max = f.optional("max_ttl", TTL, "The highest TTL that is accepted from it");
    Shape<PeerDraft> map = f.into(v -> new PeerDraft(v.get(address), v.get(min), v.get(max)));
    return Shape.either(
        name.map(text -> new PeerDraft(text, Optional.empty(), Optional.empty())), map);
  }
}
