package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.HeldResource;
import org.hactl.site.model.Holding;
import org.hactl.site.model.Vmac;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** The keys of a virtual router for the resources that come and go with its role. */
final class HoldingKeys {
  private final Key<List<HeldAddress>> addresses;
  private final Key<List<HeldAddress>> excluded;
  private final Key<List<HeldResource<RouteResource>>> routes;
  private final Key<List<HeldResource<RuleResource>>> rules;
  private final Key<Optional<Boolean>> accept;
  private final Key<Boolean> promoteSecondaries;
  private final Key<Optional<Optional<Vmac>>> vmac;

  HoldingKeys(Fields f) {
    addresses =
        f.required(
            "addresses",
            Shape.oneOrMore(VipShape.SHAPE),
            "The VIPs that are advertised, in this order; [] for none");
    excluded =
        f.optional(
            "excluded_addresses",
            Shape.oneOrMore(VipShape.SHAPE),
            List.of(),
            "VIPs that are not advertised: those of the other family, or too many for a packet");
    routes =
        f.optional("routes", Shape.list(RouteShape.HELD), List.of(), "Routes that the master has");
    rules = f.optional("rules", Shape.list(RuleShape.HELD), List.of(), "Rules that the master has");
    accept =
        f.optional(
            "accept",
            Shape.bool(),
            "Whether a master accepts packets for the VIPs; with false it drops those that no virtual service takes, as strict does");
    promoteSecondaries =
        f.optional(
            "promote_secondaries",
            Shape.bool(),
            false,
            "Whether the other addresses of a network stay when its first address is removed");
    vmac =
        f.optional(
            "use_vmac",
            VmacShape.SHAPE,
            "Whether the VIPs are on an interface of their own, with the virtual MAC address");
  }

  /** Whether the role depends on one of the resources that come and go with it. */
  static Key<Boolean> track(Fields f) {
    return f.optional(
        "track",
        Shape.bool(),
        true,
        "Whether the router is in FAULT while its interface is down or the kernel refuses it");
  }

  /** The keys for which a later check may report a problem. */
  List<Key<?>> keys() {
    return List.of(addresses, excluded, routes, rules, accept, promoteSecondaries, vmac);
  }

  Holding of(Values v) {
    return new Holding(
        v.get(addresses),
        v.get(excluded),
        v.get(routes),
        v.get(rules),
        v.get(accept),
        v.get(promoteSecondaries),
        v.get(vmac).flatMap(wanted -> wanted));
  }
}
