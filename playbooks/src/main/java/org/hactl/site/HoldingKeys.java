package org.hactl.site;

import java.util.List;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** The keys of a virtual router about what comes and goes with the role of master. */
final class HoldingKeys {
  private final Key<List<HeldAddress>> addresses;
  private final Key<List<HeldAddress>> excluded;

  private final Key<Boolean> accept;

  HoldingKeys(Fields f) {
    addresses =
        f.required(
            "addresses",
            Shape.oneOrMore(VipShape.SHAPE),
            "The VIPs, advertised in this order; [] for none");
    excluded =
        f.optional(
            "excluded_addresses",
            Shape.oneOrMore(VipShape.SHAPE),
            List.of(),
            "VIPs that are not advertised: those of the other family, or too many for a packet");
    accept =
        f.optional(
            "accept",
            Shape.bool(),
            true,
            "Whether a master answers at the VIPs itself; false drops what is for none of its"
                + " virtual services");
  }

  /** What later checks may point at. */
  List<Key<?>> keys() {
    return List.of(addresses, excluded, accept);
  }

  Holding of(Values v) {
    return new Holding(v.get(addresses), v.get(excluded), v.get(accept));
  }
}
