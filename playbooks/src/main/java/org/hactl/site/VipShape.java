package org.hactl.site;

import java.util.Optional;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** A VIP of a virtual router: its address alone, or with what the kernel is told about it. */
final class VipShape {
  static final Shape<HeldAddress> SHAPE =
      Shape.<HeldAddress>either(
              Shapes.PREFIX
                  .located()
                  .map(text -> new HeldAddress(text.value(), Optional.empty(), text.at())),
              map())
          .named("vip");

  private VipShape() {}

  private static Shape<HeldAddress> map() {
    Fields f = new Fields("A VIP");
    var address =
        f.required(
            "address", Shapes.PREFIX, "Address and prefix; without a prefix /32, or /128 in IPv6");
    var interfaceName =
        f.optional(
            "interface", Shapes.INTERFACE_NAME, "Where it stands, if not on the router's own");
    return f.into(v -> new HeldAddress(v.get(address), v.get(interfaceName), v.at(address)));
  }
}
