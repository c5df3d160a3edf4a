package org.hactl.linux.kernel;

/** Something changed on the host, by whoever's hand. */
public sealed interface KernelEvent {
  /** An address was added, or its flags changed. */
  record AddressAdded(InterfaceAddress address) implements KernelEvent {}

  record AddressRemoved(InterfaceAddress address) implements KernelEvent {}

  /** A link is new, or its flags, carrier, address or MTU changed. */
  record LinkChanged(Link link) implements KernelEvent {}

  /** What was on a link is on it still, under the name that it has now. */
  record LinkRenamed(String from, Link link) implements KernelEvent {}

  record LinkRemoved(Link link) implements KernelEvent {}

  record RouteAdded(Route route) implements KernelEvent {}

  record RouteRemoved(Route route) implements KernelEvent {}

  record RuleAdded(Rule rule) implements KernelEvent {}

  record RuleRemoved(Rule rule) implements KernelEvent {}

  /** Somebody wrote a watched parameter, with the same value or another. */
  record SysctlWritten(SysctlKey key) implements KernelEvent {}

  /** Events were lost; only looking at everything tells what the state is. */
  record Resync(String reason) implements KernelEvent {}
}
