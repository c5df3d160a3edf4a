package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.rule.RuleResource;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** A policy rule, of a host or of a virtual router's master. */
public final class RuleShape {
  private static final List<String> ACTIONS =
      List.of("lookup", "blackhole", "unreachable", "prohibit");

  public static final Shape<RuleResource> SHAPE = rule();

  private RuleShape() {}

  private static Shape<RuleResource> rule() {
    Shape<String> network =
        Shape.text("a network such as 10.0.0.0/8", text -> InetPrefix.parse(text).toString());
    Fields f = new Fields("A policy rule: which packets are routed by which table");
    var priority =
        f.required(
            "priority", Shape.integer(1, Integer.MAX_VALUE), "The smallest is looked at first");
    var inverted =
        f.optional("inverted", Shape.bool(), false, "Whether it is about what does not match");
    var from = f.optional("from", network, "Packets from this network");
    var to = f.optional("to", network, "Packets to this network");
    var mark = f.optional("mark", Shape.string(), "Packets with a firewall mark: 7, 0x7/0xff");
    var tos = f.optional("tos", Shape.integer(1, 255), "Packets with this type of service");
    var in =
        f.optional(
            "incoming_interface",
            Shapes.INTERFACE_NAME,
            "Packets that come in here; lo for those of this host itself");
    var out = f.optional("outgoing_interface", Shapes.INTERFACE_NAME, "Packets bound to it");
    var protocol = f.optional("protocol", Shape.string(), "Packets of a protocol: tcp, udp, 112");
    var sourcePorts = f.optional("source_ports", Shape.string(), "A port or a range: 1024-2047");
    var destinationPorts = f.optional("destination_ports", Shape.string(), "In the same form");
    var action =
        f.optional(
            "action", Shape.choice(RouteShape.words(ACTIONS)), "lookup", "What becomes of them");
    var table =
        f.optional(
            "table", Shape.integer(1, Integer.MAX_VALUE), "The routing table that lookup asks");
    var suppress =
        f.optional(
            "suppress_prefix_length",
            Shape.integer(0, 128),
            "A route found there is not taken if its prefix is that short or shorter");
    var family =
        f.optional(
            "family", Shape.choice(families()), "Of a rule without from and to; ipv4 if left out");
    return f.into(v ->
            RuleResource.builder(v.get(priority), v.get(action))
                .family(v.get(family).orElse(null))
                .inverted(v.get(inverted))
                .from(v.get(from).orElse(null))
                .to(v.get(to).orElse(null))
                .mark(v.get(mark).orElse(null))
                .tos(v.get(tos).orElse(null))
                .incomingInterface(v.get(in).orElse(null))
                .outgoingInterface(v.get(out).orElse(null))
                .protocol(v.get(protocol).orElse(null))
                .sourcePorts(v.get(sourcePorts).orElse(null))
                .destinationPorts(v.get(destinationPorts).orElse(null))
                .table(v.get(table).orElse(null))
                .suppressPrefixLength(v.get(suppress).orElse(null))
                .build())
        .named("rule");
  }

  /** By the words of the site. */
  static Map<String, Family> families() {
    Map<String, Family> families = new LinkedHashMap<>();
    families.put("ipv4", Family.INET);
    families.put("ipv6", Family.INET6);
    return families;
  }
}
