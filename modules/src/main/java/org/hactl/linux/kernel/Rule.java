package org.hactl.linux.kernel;

import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.jspecify.annotations.Nullable;

/**
 * A policy rule: packets that match all its selectors are routed by a table. Null matches any.
 * Selectors of another program's rule that are not modelled here (user, tunnel …) are left out, so
 * a listed rule may match fewer packets than it says.
 *
 * @param priority the smallest is tried first
 * @param inverted whether it applies to the packets that do not match
 * @param tos type of service, 0 for any
 * @param ipProtocol 6 for TCP, 17 for UDP
 * @param table 0 for a rule that does not look up a table
 * @param suppressPrefixLength a found route is ignored if its prefix length is this or less
 * @param protocol which program added the rule; in a removal {@link RouteProtocol#UNSPECIFIED}
 *     matches any. Rules that differ only in this are two rules for the kernel
 */
public record Rule(
    Family family,
    int priority,
    boolean inverted,
    @Nullable InetPrefix from,
    @Nullable InetPrefix to,
    int tos,
    @Nullable MarkSelector mark,
    @Nullable String incomingInterface,
    @Nullable String outgoingInterface,
    @Nullable Integer ipProtocol,
    @Nullable PortRange sourcePorts,
    @Nullable PortRange destinationPorts,
    RuleAction action,
    int table,
    @Nullable Integer suppressPrefixLength,
    RouteProtocol protocol) {
  /**
   * A firewall mark.
   *
   * @param mask which of the mark's bits count
   */
  public record MarkSelector(long value, long mask) {
    public static final long ALL_BITS = 0xffff_ffffL;

    public MarkSelector {
      if (value < 0 || value > ALL_BITS || mask < 0 || mask > ALL_BITS) {
        throw new IllegalArgumentException("a firewall mark and its mask have 32 bits each");
      }
    }

    @Override
    public String toString() {
      String text = "0x" + Long.toHexString(value);
      return mask == ALL_BITS ? text : text + "/0x" + Long.toHexString(mask);
    }
  }

  /** Begins a rule that looks up a table for every packet of a family. */
  public static RuleBuilder builder(Family family, int priority) {
    return new RuleBuilder(family, priority);
  }

  /** A rule for every packet of a family. */
  public static Rule lookup(Family family, int priority, int table) {
    return builder(family, priority).table(table).build();
  }

  /** Begins a rule with the values of this one. */
  public RuleBuilder toBuilder() {
    return builder(family, priority)
        .inverted(inverted)
        .from(from)
        .to(to)
        .tos(tos)
        .mark(mark)
        .incomingInterface(incomingInterface)
        .outgoingInterface(outgoingInterface)
        .ipProtocol(ipProtocol)
        .sourcePorts(sourcePorts)
        .destinationPorts(destinationPorts)
        .action(action)
        .table(table)
        .suppressPrefixLength(suppressPrefixLength)
        .protocol(protocol);
  }

  /** The same rule for packets to these addresses. */
  public Rule withTo(InetPrefix changed) {
    return toBuilder().to(changed).build();
  }

  /**
   * The same rule for packets that arrive on an interface, or that this host sends ({@code lo}).
   */
  public Rule withIncomingInterface(String name) {
    return toBuilder().incomingInterface(name).build();
  }

  /** The same rule for packets of a protocol that leave these ports. */
  public Rule withSourcePorts(int protocol, PortRange ports) {
    return toBuilder().ipProtocol(protocol).sourcePorts(ports).build();
  }

  /** This rule in the words of {@code ip rule}, after the word for its family. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(family == Family.INET ? "inet" : "inet6");
    text.append(inverted ? " not priority " : " priority ").append(priority);
    append(text, "from", from);
    append(text, "to", to);
    append(text, "tos", tos == 0 ? null : "0x" + Integer.toHexString(tos));
    append(text, "fwmark", mark);
    append(text, "iif", incomingInterface);
    append(text, "oif", outgoingInterface);
    append(text, "ipproto", ipProtocol);
    append(text, "sport", sourcePorts);
    append(text, "dport", destinationPorts);
    append(text, action.text(), action == RuleAction.LOOKUP ? table : "");
    append(text, "suppress_prefixlength", suppressPrefixLength);
    return text.toString().strip();
  }

  private static void append(StringBuilder text, String word, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(word).append(' ').append(value);
    }
  }
}
