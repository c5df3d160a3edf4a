package org.hactl.linux.kernel;

/** Something changed on the host, by hactl or by another program. */
public sealed interface KernelEvent {
  /** An address was added, or its flags changed. */
  record AddressAdded(InterfaceAddress address) implements KernelEvent {}

  record AddressRemoved(InterfaceAddress address) implements KernelEvent {}

  /** A link was added, or its flags, carrier, address or MTU changed. */
  record LinkChanged(Link link) implements KernelEvent {}

  /** A link was renamed; its addresses and routes stay on it. */
  record LinkRenamed(String from, Link link) implements KernelEvent {}

  record LinkRemoved(Link link) implements KernelEvent {}

  record RouteAdded(Route route) implements KernelEvent {}

  record RouteRemoved(Route route) implements KernelEvent {}

  record RuleAdded(Rule rule) implements KernelEvent {}

  record RuleRemoved(Rule rule) implements KernelEvent {}

  /** A watched parameter was written, with the same value or another. */
  record SysctlWritten(SysctlKey key) implements KernelEvent {}

  /** Events were lost; everything has to be read again. */
  record Resync(String reason) implements KernelEvent {}
}
