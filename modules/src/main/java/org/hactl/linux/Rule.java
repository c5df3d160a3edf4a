package org.hactl.linux;

import org.jspecify.annotations.Nullable;

/**
 * A policy rule: packets that match all that is given are routed by a table. Null matches any.
 * Other selectors of a foreign rule (firewall mark, type of service …) are not shown, so a listed
 * rule may match less than it says.
 *
 * @param priority the smallest is looked at first
 * @param ipProtocol 6 for TCP, 17 for UDP
 * @param table 0 for a rule that does something else than look up a table
 */
public record Rule(
    Family family,
    int priority,
    @Nullable InetPrefix from,
    @Nullable InetPrefix to,
    @Nullable String incomingInterface,
    @Nullable String outgoingInterface,
    @Nullable Integer ipProtocol,
    @Nullable PortRange sourcePorts,
    @Nullable PortRange destinationPorts,
    int table) {
  /** A rule for every packet of a family. */
  public static Rule lookup(Family family, int priority, int table) {
    return new Rule(family, priority, null, null, null, null, null, null, null, table);
  }

  /** The same rule for packets to these addresses. */
  public Rule withTo(InetPrefix newTo) {
    return new Rule(
        family,
        priority,
        from,
        newTo,
        incomingInterface,
        outgoingInterface,
        ipProtocol,
        sourcePorts,
        destinationPorts,
        table);
  }

  /** The same rule for packets that come in here; {@code lo} for packets of this host itself. */
  public Rule withIncomingInterface(String name) {
    return new Rule(
        family,
        priority,
        from,
        to,
        name,
        outgoingInterface,
        ipProtocol,
        sourcePorts,
        destinationPorts,
        table);
  }

  /** The same rule for packets of a protocol that leave these ports. */
  public Rule withSourcePorts(int protocol, PortRange ports) {
    return new Rule(
        family,
        priority,
        from,
        to,
        incomingInterface,
        outgoingInterface,
        protocol,
        ports,
        destinationPorts,
        table);
  }
}
