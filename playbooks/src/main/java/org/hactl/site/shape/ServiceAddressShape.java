package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.TransportProtocol;
import org.hactl.site.model.PortRange;
import org.hactl.site.model.ServiceAddress;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code address} of a virtual service: one or several. */
final class ServiceAddressShape {
  static final Shape<List<ServiceAddress>> SHAPE =
      Shape.oneOrMore(Shape.<List<ServiceAddress>>either(text(), mark()))
          .map(all -> all.stream().flatMap(List::stream).toList())
          .check(all -> {
            if (all.isEmpty() || all.size() > ServiceAddress.MOST) {
              throw new IllegalArgumentException(
                  "a service has 1 to %d addresses".formatted(ServiceAddress.MOST));
            }
          });

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final int MAX_PORT = 65_535;

  private ServiceAddressShape() {}

  private static Shape<List<ServiceAddress>> text() {
    return Shape.text(
        "address:port/protocol such as 192.168.0.254:80/tcp (tcp, udp or sctp)",
        ServiceAddress::parse);
  }

  private static Shape<List<ServiceAddress>> mark() {
    Fields f = new Fields("Several ports of a VIP, or packets with a firewall mark");
    var vip =
        f.optional("vip", Shapes.ADDRESS, "The VIP of which these ports are; hactl marks them");
    var ports =
        f.optional(
            "ports",
            Shape.oneOrMore(
                Shapes.parsed("a port or a range such as 8000-8100", ServiceAddressShape::range)),
            List.of(),
            "Ports and ranges of ports: 8000-8100, or [80, 443, 8000-8100]");
    var protocol =
        f.optional(
            "protocol",
            Shape.oneOrMore(Shape.enumOf(TransportProtocol.class, TransportProtocol::text)),
            List.of(TransportProtocol.TCP),
            "tcp, udp or sctp, or several of them");
    var mark =
        f.optional(
            "mark",
            Shapes.MARK,
            "The firewall mark: with vip the one that hactl sets, without it one that rules of"
                + " yours set");
    var family =
        f.optional(
            "family",
            Shape.choice(RuleShape.families()),
            Family.INET,
            "ipv4 or ipv6: the family of the packets that rules of yours mark");
    return f.into(v -> {
      if (v.has(vip) == v.get(ports).isEmpty()
          || (v.has(vip) ? v.has(family) : v.has(protocol) || !v.has(mark))) {
        throw new IllegalArgumentException(
            "either vip and ports, {vip: 192.168.0.254, ports: 8000-8100, protocol: tcp}, or a mark"
                + " of your own rules, {mark: 7, family: ipv4}");
      }
      return v.get(vip)
          .map(address ->
              ServiceAddress.ofPorts(address, ranges(v.get(ports), v.get(protocol)), v.get(mark)))
          .or(() -> v.get(mark).map(each -> ServiceAddress.ofMark(v.get(family), each)))
          .map(List::of)
          .orElseThrow(() -> new IllegalArgumentException("mark or vip is missing"));
    });
  }

  /** A port or a range, with any protocol. */
  private static Optional<PortRange> range(String text) {
    var parts = RANGE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(parts.group(1));
    int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
    return first < 1 || last < first || last > MAX_PORT
        ? Optional.empty()
        : Optional.of(new PortRange(TransportProtocol.TCP, first, last));
  }

  private static List<PortRange> ranges(List<PortRange> ports, List<TransportProtocol> protocols) {
    return protocols.stream()
        .flatMap(protocol ->
            ports.stream().map(each -> new PortRange(protocol, each.first(), each.last())))
        .toList();
  }
}
