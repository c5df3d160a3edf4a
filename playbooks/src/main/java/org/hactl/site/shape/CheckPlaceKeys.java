package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Via;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** The keys of a check for where its tries go, and from where. */
final class CheckPlaceKeys {
  private final Key<Optional<InetAddress>> address;
  private final Key<Optional<InetAddress>> source;
  private final Key<Optional<String>> interfaceName;
  private final Key<Optional<Integer>> mark;
  private final Key<Optional<Via>> via;
  private final Key<Optional<Integer>> port;

  CheckPlaceKeys(Fields f) {
    address =
        f.optional(
            "address", Shapes.ADDRESS, "The address to check; the real server's if left out");
    source =
        f.optional(
            "source",
            Shapes.ADDRESS,
            "The address of the director to check from; that of the route if left out");
    interfaceName =
        f.optional(
            "interface",
            Shapes.INTERFACE_NAME,
            "The interface of the director to check from; that of the route if left out");
    mark =
        f.optional(
            "mark",
            Shapes.MARK,
            "The firewall mark of what the check sends, for rules of the director; none if left"
                + " out");
    via =
        f.optional(
            "via",
            Shape.enumOf(Via.class),
            "vip to ask the service's VIP through each real server, with forward dr and tun;"
                + " direct to ask the real server's own address");
    port = f.optional("port", Shapes.PORT, "The port to check; the real server's if left out");
  }

  List<Key<?>> all() {
    return List.of(address, source, interfaceName, mark, via, port);
  }

  Optional<Integer> port(Values v) {
    return v.get(port);
  }

  /** What a check by ICMP echo cannot have. */
  void ofPing(Values v) {
    problem(v, port, "ICMP has no ports");
    problem(v, source, "a ping has the source address of its route");
    problem(v, via, "a ping asks a host, no address of a service; use tcp: {} or another check");
  }

  /** What a check that opens no connection of its own cannot have. */
  void ofNoSocket(Values v) {
    for (Key<?> key : List.of(interfaceName, mark, via)) {
      problem(v, key, "is for checks that hactl sends itself, not for script and file");
    }
  }

  private static void problem(Values v, Key<?> key, String message) {
    if (v.has(key)) {
      v.problem(key, message);
    }
  }

  Place of(Values v) {
    if (v.get(source).isPresent()
        && v.get(address).isPresent()
        && Family.of(v.get(source).get()) != Family.of(v.get(address).get())) {
      v.problem(source, "is of another family than address");
    }
    Optional<Via> other = v.get(via).filter(each -> each != Via.DIRECT);
    if (other.isPresent()) {
      problem(v, address, "via: vip asks the VIP");
      problem(v, mark, "via: vip has a mark of hactl's own");
    }
    return new Place(
        v.get(address).map(InetAddresses::format).orElse(null),
        v.get(port).orElse(null),
        v.get(source).map(InetAddresses::format).orElse(null),
        v.get(interfaceName).orElse(null),
        v.get(mark).orElse(null),
        other.orElse(null));
  }
}
