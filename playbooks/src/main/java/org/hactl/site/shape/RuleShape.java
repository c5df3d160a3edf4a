package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.rule.RuleResource;
import org.hactl.site.model.HeldResource;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;

/** A policy rule, of a host or of a virtual router's master. */
public final class RuleShape {
  private static final List<String> ACTIONS =
      List.of("lookup", "blackhole", "unreachable", "prohibit");

  /** Of a virtual router's master. */
  static final Shape<HeldResource<RuleResource>> HELD = held();

  /** Of a host, whatever its roles. */
  public static final Shape<RuleResource> SHAPE = HELD.map(HeldResource::whateverTheRole);

  private RuleShape() {}

  private static Shape<HeldResource<RuleResource>> held() {
    Fields f = new Fields("A policy rule: which routing table is used for which packets");
    Shape<String> network =
        Shape.text("a network such as 10.0.0.0/8", text -> InetPrefix.parse(text).toString());
    var priority =
        f.required(
            "priority",
            Shape.integer(1, Integer.MAX_VALUE),
            "The rule with the smallest number is used first");
    var inverted =
        f.optional(
            "inverted", Shape.bool(), false, "Whether the rule is for packets that do not match");
    var from = f.optional("from", network, "Packets from this network");
    var to = f.optional("to", network, "Packets to this network");
    var mark = f.optional("mark", Shape.string(), "Packets with a firewall mark: 7, 0x7/0xff");
    var tos = f.optional("tos", Shape.integer(1, 255), "Packets with this type of service");
    var in =
        f.optional(
            "incoming_interface",
            Shapes.INTERFACE_NAME,
            "Packets that arrive on this interface; lo for packets that this host sends");
    var out =
        f.optional(
            "outgoing_interface",
            Shapes.INTERFACE_NAME,
            "Packets of sockets that are bound to this interface");
    var protocol = f.optional("protocol", Shape.string(), "Packets of a protocol: tcp, udp, 112");
    var sourcePorts = f.optional("source_ports", Shape.string(), "A port or a range: 1024-2047");
    var destinationPorts =
        f.optional("destination_ports", Shape.string(), "A port or a range: 80, 1024-2047");
    var action =
        f.optional(
            "action",
            Shape.choice(RouteShape.words(ACTIONS)),
            "lookup",
            "What happens to the packets");
    var table =
        f.optional(
            "table", Shape.integer(1, Integer.MAX_VALUE), "The routing table that lookup uses");
    var suppress =
        f.optional(
            "suppress_prefix_length",
            Shape.integer(0, 128),
            "Routes of the table with a prefix this long or shorter are ignored");
    var family =
        f.optional(
            "family",
            Shape.choice(families()),
            "The family of a rule without from and to; ipv4 if left out");
    Key<Boolean> track = HoldingKeys.track(f);
    return f.into(v ->
            new HeldResource<>(
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
                    .build(),
                v.get(track)))
        .named("rule");
  }

  /** The families by their names in the site. */
  static Map<String, Family> families() {
    Map<String, Family> families = new LinkedHashMap<>();
    families.put("ipv4", Family.INET);
    families.put("ipv6", Family.INET6);
    return families;
  }
}
