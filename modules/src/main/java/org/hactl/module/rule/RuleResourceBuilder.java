package org.hactl.module.rule;

import org.hactl.linux.net.Family;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RuleResource}; by default it matches any packet. */
public final class RuleResourceBuilder {
  private final int priority;
  private final String action;
  private @Nullable Family family;
  private boolean inverted;
  private @Nullable String from;
  private @Nullable String to;
  private @Nullable String mark;
  private @Nullable Integer tos;
  private @Nullable String incomingInterface;
  private @Nullable String outgoingInterface;
  private @Nullable String protocol;
  private @Nullable String sourcePorts;
  private @Nullable String destinationPorts;
  private @Nullable Integer table;
  private @Nullable Integer suppressPrefixLength;

  RuleResourceBuilder(int priority, String action) {
    this.priority = priority;
    this.action = action;
  }

  public RuleResourceBuilder family(@Nullable Family value) {
    family = value;
    return this;
  }

  public RuleResourceBuilder inverted(boolean value) {
    inverted = value;
    return this;
  }

  public RuleResourceBuilder from(@Nullable String value) {
    from = value;
    return this;
  }

  public RuleResourceBuilder to(@Nullable String value) {
    to = value;
    return this;
  }

  public RuleResourceBuilder mark(@Nullable String value) {
    mark = value;
    return this;
  }

  public RuleResourceBuilder tos(@Nullable Integer value) {
    tos = value;
    return this;
  }

  public RuleResourceBuilder incomingInterface(@Nullable String value) {
    incomingInterface = value;
    return this;
  }

  public RuleResourceBuilder outgoingInterface(@Nullable String value) {
    outgoingInterface = value;
    return this;
  }

  public RuleResourceBuilder protocol(@Nullable String value) {
    protocol = value;
    return this;
  }

  public RuleResourceBuilder sourcePorts(@Nullable String value) {
    sourcePorts = value;
    return this;
  }

  public RuleResourceBuilder destinationPorts(@Nullable String value) {
    destinationPorts = value;
    return this;
  }

  public RuleResourceBuilder table(@Nullable Integer value) {
    table = value;
    return this;
  }

  public RuleResourceBuilder suppressPrefixLength(@Nullable Integer value) {
    suppressPrefixLength = value;
    return this;
  }

  /**
   * @throws IllegalArgumentException if a part is invalid, or two parts contradict
   */
  public RuleResource build() {
    return new RuleResource(
        family,
        priority,
        inverted,
        from,
        to,
        mark,
        tos,
        incomingInterface,
        outgoingInterface,
        protocol,
        sourcePorts,
        destinationPorts,
        action,
        table,
        suppressPrefixLength);
  }
}
