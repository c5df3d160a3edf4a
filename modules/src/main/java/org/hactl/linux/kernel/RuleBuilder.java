package org.hactl.linux.kernel;

import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Rule}; by default it looks up a table for every packet. */
public final class RuleBuilder {
  private final Family family;
  private final int priority;
  private boolean inverted;
  private @Nullable InetPrefix from;
  private @Nullable InetPrefix to;
  private int tos;
  private Rule.@Nullable MarkSelector mark;
  private @Nullable String incomingInterface;
  private @Nullable String outgoingInterface;
  private @Nullable Integer ipProtocol;
  private @Nullable PortRange sourcePorts;
  private @Nullable PortRange destinationPorts;
  private RuleAction action = RuleAction.LOOKUP;
  private int table;
  private @Nullable Integer suppressPrefixLength;
  private RouteProtocol protocol = RouteProtocol.UNSPECIFIED;

  RuleBuilder(Family family, int priority) {
    this.family = family;
    this.priority = priority;
  }

  public RuleBuilder inverted(boolean value) {
    inverted = value;
    return this;
  }

  public RuleBuilder from(@Nullable InetPrefix value) {
    from = value;
    return this;
  }

  public RuleBuilder to(@Nullable InetPrefix value) {
    to = value;
    return this;
  }

  public RuleBuilder tos(int value) {
    tos = value;
    return this;
  }

  public RuleBuilder mark(Rule.@Nullable MarkSelector value) {
    mark = value;
    return this;
  }

  public RuleBuilder incomingInterface(@Nullable String value) {
    incomingInterface = value;
    return this;
  }

  public RuleBuilder outgoingInterface(@Nullable String value) {
    outgoingInterface = value;
    return this;
  }

  public RuleBuilder ipProtocol(@Nullable Integer value) {
    ipProtocol = value;
    return this;
  }

  public RuleBuilder sourcePorts(@Nullable PortRange value) {
    sourcePorts = value;
    return this;
  }

  public RuleBuilder destinationPorts(@Nullable PortRange value) {
    destinationPorts = value;
    return this;
  }

  public RuleBuilder action(RuleAction value) {
    action = value;
    return this;
  }

  public RuleBuilder table(int value) {
    table = value;
    return this;
  }

  public RuleBuilder suppressPrefixLength(@Nullable Integer value) {
    suppressPrefixLength = value;
    return this;
  }

  public RuleBuilder protocol(RouteProtocol value) {
    protocol = value;
    return this;
  }

  public Rule build() {
    return new Rule(
        family,
        priority,
        inverted,
        from,
        to,
        tos,
        mark,
        incomingInterface,
        outgoingInterface,
        ipProtocol,
        sourcePorts,
        destinationPorts,
        action,
        table,
        suppressPrefixLength,
        protocol);
  }
}
