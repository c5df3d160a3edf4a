package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.SorrySettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code sorry_server} of a service: an address with its port, or a map. */
final class SorryShape {
  private static final Shape<ServiceAddress> ADDRESS =
      Shapes.parsed(
          "address:port such as 192.168.0.99:80 or [2001:db8::99]:80",
          text -> text.contains("/") ? Optional.empty() : one(ServiceAddress.parse(text)));

  static final Shape<SorrySettings> SHAPE = sorry();

  private SorryShape() {}

  /** One address with one port. */
  private static Optional<ServiceAddress> one(List<ServiceAddress> addresses) {
    return Optional.of(addresses)
        .filter(all -> all.size() == 1)
        .map(List::getFirst)
        .filter(address -> address.port() > 0);
  }

  private static Shape<SorrySettings> sorry() {
    Fields f = new Fields("The server that gets the connections while the quorum is lost");
    var address = f.required("address", ADDRESS, "Its address and port; it needs no inventory");
    var forward =
        f.optional(
            "forward",
            Shape.enumOf(ForwardMethod.class),
            "How packets reach it: dr, nat or tun; as the real servers if left out");
    var inhibit =
        f.optional(
            "inhibit",
            Shape.bool(),
            false,
            "Whether it stays in IPVS with weight 0 while it is not needed");
    Shape<SorrySettings> map =
        f.into(v -> new SorrySettings(v.get(address), v.get(forward), v.get(inhibit)));
    return Shape.either(ADDRESS.map(text -> new SorrySettings(text, Optional.empty(), false)), map);
  }
}
