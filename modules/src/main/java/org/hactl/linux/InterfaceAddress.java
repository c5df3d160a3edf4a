package org.hactl.linux;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface. The kernel's identity for it is interface and prefix.
 *
 * @param label IPv4 only: the interface's name, or that name with {@code :suffix}; empty for none
 * @param protocol who added it ({@code IFA_PROTO}); 0 where nobody said, or an older kernel
 */
public record InterfaceAddress(
    String interfaceName,
    InetPrefix prefix,
    Scope scope,
    String label,
    Set<AddressFlag> flags,
    int protocol) {
  public InterfaceAddress {
    flags = Set.copyOf(flags);
    Numbers.requireByte("address protocol", protocol);
  }

  /** A global address without label or flags. */
  public static InterfaceAddress of(String interfaceName, InetPrefix prefix) {
    return new InterfaceAddress(interfaceName, prefix, Scope.GLOBAL, "", Set.of(), 0);
  }

  public InterfaceAddress withScope(Scope newScope) {
    return new InterfaceAddress(interfaceName, prefix, newScope, label, flags, protocol);
  }

  public InterfaceAddress withLabel(String newLabel) {
    return new InterfaceAddress(interfaceName, prefix, scope, newLabel, flags, protocol);
  }

  public InterfaceAddress withFlags(AddressFlag... newFlags) {
    return new InterfaceAddress(interfaceName, prefix, scope, label, Set.of(newFlags), protocol);
  }

  /** Whether both are the same to the kernel, whatever else differs. */
  public boolean sameIdentity(@Nullable InterfaceAddress other) {
    return other != null
        && interfaceName.equals(other.interfaceName)
        && prefix.equals(other.prefix);
  }
}
