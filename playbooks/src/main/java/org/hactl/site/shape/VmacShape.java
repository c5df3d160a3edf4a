package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.site.model.Vmac;
import org.hactl.site.model.Vmac.LinkType;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code use_vmac} of a virtual router. */
final class VmacShape {
  private static final String BRIDGE = "bridge";
  private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
  private static final Vmac DEFAULT =
      new Vmac(LinkType.MACVLAN, Optional.empty(), Optional.empty(), BRIDGE, Optional.empty());

  static final Shape<Optional<Vmac>> SHAPE =
      Shape.either(
          Shape.bool().map(yes -> yes ? Optional.of(DEFAULT) : Optional.<Vmac>empty()),
          map().map(Optional::of));

  private VmacShape() {}

  private static Shape<Vmac> map() {
    Fields f = new Fields("An interface of its own for a virtual router");
    var type =
        f.optional(
            "type",
            Shape.enumOf(LinkType.class),
            LinkType.MACVLAN,
            "macvlan: it has the virtual MAC address; ipvlan: it has the MAC address of the router's interface");
    var name =
        f.optional("name", Shapes.INTERFACE_NAME, "Its name; vrrp.VRID or vrrp6.VRID if left out");
    var mac =
        f.optional(
            "mac",
            Shapes.matching("a MAC address such as 00:00:5e:00:01:33", MAC),
            "The virtual MAC address; if left out, 00:00:5e:00:01:VRID, in IPv6 00:00:5e:00:02:VRID");
    var mode =
        f.optional(
            "mode",
            Shape.choice(RouteShape.words(List.of(BRIDGE, "private", "vepa"))),
            "The mode of an ipvlan, bridge if left out; a macvlan is always in mode bridge");
    var transmitBase =
        f.optional(
            "transmit_base",
            Shape.bool(),
            "Whether advertisements leave by the interface below; if left out, only with unicast or ipvlan");
    return f.into(v -> {
      boolean macvlan = v.get(type) == LinkType.MACVLAN;
      if (macvlan && v.get(mode).filter(m -> !m.equals(BRIDGE)).isPresent()) {
        v.problem(
            mode,
            "a macvlan must be in mode bridge, or it would not hear the other directors; other modes are for type: ipvlan");
      }
      if (!macvlan && v.get(mac).isPresent()) {
        v.problem(mac, "an ipvlan has the MAC address of the interface below; leave mac out");
      }
      return new Vmac(
          v.get(type), v.get(name), v.get(mac), v.get(mode).orElse(BRIDGE), v.get(transmitBase));
    });
  }
}
