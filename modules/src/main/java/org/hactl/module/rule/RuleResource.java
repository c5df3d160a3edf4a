package org.hactl.module.rule;

import java.util.Locale;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A policy rule. All of its parts are its identity: a rule cannot be changed, only replaced. Null
 * matches any packet.
 *
 * @param family of a rule without addresses; null for IPv4, or for the family of its addresses
 * @param priority the smallest is tried first; 1 to 2147483647
 * @param inverted whether it applies to the packets that do not match
 * @param from a network; {@code 0.0.0.0/0} and {@code ::/0} become null, and set the family
 * @param to a network, likewise
 * @param mark a firewall mark: {@code 7}, {@code 0x7/0xff}
 * @param tos type of service, 1 to 255; null for any
 * @param incomingInterface {@code lo} for packets of this host itself
 * @param protocol {@code tcp}, {@code udp} … or a number
 * @param sourcePorts {@code 53}, {@code 1024-2047}; needs a protocol
 * @param destinationPorts in the same form
 * @param action {@code lookup}, {@code blackhole}, {@code unreachable} or {@code prohibit}
 * @param table of {@code lookup}; null for the others
 * @param suppressPrefixLength a found route is ignored if its prefix length is this or less
 */
public record RuleResource(
    @Nullable Family family,
    int priority,
    boolean inverted,
    @Nullable String from,
    @Nullable String to,
    @Nullable String mark,
    @Nullable Integer tos,
    @Nullable String incomingInterface,
    @Nullable String outgoingInterface,
    @Nullable String protocol,
    @Nullable String sourcePorts,
    @Nullable String destinationPorts,
    String action,
    @Nullable Integer table,
    @Nullable Integer suppressPrefixLength)
    implements Resource {
  public static final String KIND = "rule";

  private static final int MAX_BYTE = 255;

  /**
   * @throws IllegalArgumentException if a part is invalid, or two parts contradict
   */
  public RuleResource {
    if (priority < 1) {
      throw new IllegalArgumentException("rule priority " + priority + " is less than 1");
    }
    from = from == null ? null : InetPrefix.parse(from).network().toString();
    to = to == null ? null : InetPrefix.parse(to).network().toString();
    family = family(family, from, to);
    from = any(from) ? null : from;
    to = any(to) ? null : to;
    mark = mark == null ? null : mark(mark).toString();
    if (tos != null && (tos < 1 || tos > MAX_BYTE)) {
      throw new IllegalArgumentException("type of service " + tos + " is not between 1 and 255");
    }
    if (protocol != null) {
      var _ = number(protocol);
      protocol = protocol.toLowerCase(Locale.ROOT);
    }
    if (protocol == null && (sourcePorts != null || destinationPorts != null)) {
      throw new IllegalArgumentException(
          "rule " + priority + ": ports belong to a protocol; say tcp or udp");
    }
    var _ = ports(sourcePorts);
    var _ = ports(destinationPorts);
    boolean lookup = RuleAction.parse(action) == RuleAction.LOOKUP;
    if (lookup && (table == null || table < 1)) {
      throw new IllegalArgumentException("rule " + priority + ": lookup needs a table, 1 or more");
    }
    if (!lookup && (table != null || suppressPrefixLength != null)) {
      throw new IllegalArgumentException(
          "rule %d: %s does not look up a table".formatted(priority, action));
    }
    if (suppressPrefixLength != null
        && (suppressPrefixLength < 0 || suppressPrefixLength > family.addressBits())) {
      throw new IllegalArgumentException(
          "rule %d: a prefix has 0 to %d bits".formatted(priority, family.addressBits()));
    }
  }

  /**
   * @param action {@code lookup}, {@code blackhole}, {@code unreachable} or {@code prohibit}
   */
  public static RuleResourceBuilder builder(int priority, String action) {
    return new RuleResourceBuilder(priority, action);
  }

  /** A rule that looks up a table for packets from and to these networks. */
  public static RuleResource lookup(
      int priority, @Nullable String from, @Nullable String to, int table) {
    return RuleResource.builder(priority, "lookup").from(from).to(to).table(table).build();
  }

  /** A network of all addresses selects nothing: the kernel does not list it. */
  private static boolean any(@Nullable String network) {
    return network == null || InetPrefix.parse(network).length() == 0;
  }

  private static Family family(@Nullable Family said, @Nullable String from, @Nullable String to) {
    Family family = said;
    for (String network : new @Nullable String[] {from, to}) {
      if (network != null) {
        Family of = InetPrefix.parse(network).family();
        if (family != null && family != of) {
          throw new IllegalArgumentException(
              "rule about " + network + ": two families in one rule");
        }
        family = of;
      }
    }
    return family == null ? Family.INET : family;
  }

  private static Rule.MarkSelector mark(String text) {
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? new Rule.MarkSelector(Long.decode(text), Rule.MarkSelector.ALL_BITS)
          : new Rule.MarkSelector(
              Long.decode(text.substring(0, slash)), Long.decode(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a firewall mark, as in 7 or 0x7/0xff", e);
    }
  }

  private static int number(String protocol) {
    return switch (protocol.toLowerCase(Locale.ROOT)) {
      case "icmp" -> 1;
      case "tcp" -> 6;
      case "udp" -> 17;
      case "ipv6-icmp" -> 58;
      case "vrrp" -> 112;
      case "sctp" -> 132;
      default -> {
        if (protocol.matches("[0-9]{1,3}") && Integer.parseInt(protocol) <= MAX_BYTE) {
          yield Integer.parseInt(protocol);
        }
        throw new IllegalArgumentException(
            "'%s' is not a protocol; use tcp, udp, sctp, icmp, ipv6-icmp, vrrp or a number"
                .formatted(protocol));
      }
    };
  }

  private static @Nullable PortRange ports(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String[] words = text.split("-", 2);
    try {
      return new PortRange(Integer.parseInt(words[0]), Integer.parseInt(words[words.length - 1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a port or a range of ports", e);
    }
  }

  @Override
  public ResourceId id() {
    return id(inKernel());
  }

  /** The identity of a rule, whichever program added it. */
  public static ResourceId id(Rule rule) {
    return new ResourceId(KIND, rule.toString());
  }

  /** The rule as the kernel will have it. */
  Rule inKernel() {
    return Rule.builder(family == null ? Family.INET : family, priority)
        .inverted(inverted)
        .from(from == null ? null : InetPrefix.parse(from))
        .to(to == null ? null : InetPrefix.parse(to))
        .tos(tos == null ? 0 : tos)
        .mark(mark == null ? null : mark(mark))
        .incomingInterface(incomingInterface)
        .outgoingInterface(outgoingInterface)
        .ipProtocol(protocol == null ? null : (Integer) number(protocol))
        .sourcePorts(ports(sourcePorts))
        .destinationPorts(ports(destinationPorts))
        .action(RuleAction.parse(action))
        .table(table == null ? 0 : table)
        .suppressPrefixLength(suppressPrefixLength)
        .protocol(RouteProtocol.HACTL)
        .build();
  }
}
