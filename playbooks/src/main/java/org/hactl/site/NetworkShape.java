package org.hactl.site;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.Scope;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** Entries of a host's {@code addresses} and {@code routes}. */
final class NetworkShape {
  private static final Shape<InetAddress> ADDRESS_ALONE =
      Shape.text("an address such as 192.168.0.1", InetAddresses::parse);

  static final Shape<AddressDraft> ADDRESS = address();
  static final Shape<RouteDraft> ROUTE = route();

  /** An address that stands whatever the roles. */
  record AddressDraft(InetPrefix address, String interfaceName, Scope scope) {}

  /** A static route. */
  record RouteDraft(
      String to,
      Optional<InetAddress> via,
      Optional<String> interfaceName,
      Optional<InetAddress> source,
      Optional<Long> metric,
      Optional<Integer> table) {}

  private NetworkShape() {}

  private static Shape<AddressDraft> address() {
    Map<String, Scope> scopes = new LinkedHashMap<>();
    scopes.put("global", Scope.GLOBAL);
    scopes.put("link", Scope.LINK);
    scopes.put("host", Scope.HOST);
    Fields f = new Fields("An address of an interface");
    var address =
        f.required(
            "address",
            Shape.text("an address with its prefix such as 10.0.0.1/24", InetPrefix::parse),
            "Address and prefix; without a prefix the address alone (/32, /128)");
    var interfaceName = f.required("interface", Shapes.INTERFACE_NAME, "The interface that has it");
    var scope =
        f.optional("scope", Shape.choice(scopes), Scope.GLOBAL, "How far the address is valid");
    return f.into(v -> new AddressDraft(v.get(address), v.get(interfaceName), v.get(scope)));
  }

  private static Shape<RouteDraft> route() {
    Fields f = new Fields("A static route");
    var to =
        f.required(
            "to",
            Shape.text("a network such as 10.0.0.0/8, or default", NetworkShape::network),
            "The network, or default");
    var via = f.optional("via", ADDRESS_ALONE, "The gateway");
    var interfaceName = f.optional("interface", Shapes.INTERFACE_NAME, "The interface");
    var source = f.optional("source", ADDRESS_ALONE, "The address that connections take");
    var metric = f.optional("metric", Shape.longInteger(0, 0xffff_ffffL), "The smaller one wins");
    var table =
        f.optional(
            "table",
            Shape.integer(1, Integer.MAX_VALUE),
            "The routing table; 254, main, if left out");
    return f.into(v -> {
      if (v.get(via).isEmpty() && v.get(interfaceName).isEmpty()) {
        throw new IllegalArgumentException("a route needs via, interface or both");
      }
      return new RouteDraft(
          v.get(to), v.get(via), v.get(interfaceName), v.get(source), v.get(metric), v.get(table));
    });
  }

  private static String network(String text) {
    if (text.equals("default")) {
      return text;
    }
    InetPrefix network = InetPrefix.parse(text);
    if (!network.equals(network.network())) {
      throw new IllegalArgumentException(
          "the bits after the prefix are set; the network is " + network.network());
    }
    return network.toString();
  }
}
