package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Numbers;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface. The kernel identifies it by interface and address, for IPv4 also by
 * its network on the link: an interface has an IPv6 address only once, with one prefix length.
 *
 * @param prefix the address and its prefix length; on a point-to-point link the length is that of
 *     the other end's prefix
 * @param label IPv4 only: the interface's name, or that name with {@code :suffix}; empty for none
 * @param protocol which program added the address ({@code IFA_PROTO}); 0 if unknown
 * @param peer the other end of a point-to-point link, null for none
 * @param broadcast IPv4 only; null for none
 * @param preferredSeconds the time after which it becomes {@link AddressFlag#DEPRECATED}, null for
 *     never. It can be set, but is never listed, since it counts down
 */
public record InterfaceAddress(
    String interfaceName,
    InetPrefix prefix,
    Scope scope,
    String label,
    Set<AddressFlag> flags,
    int protocol,
    @Nullable InetAddress peer,
    @Nullable InetAddress broadcast,
    @Nullable Long preferredSeconds) {
  public InterfaceAddress {
    flags = Set.copyOf(flags);
    Numbers.requireByte("address protocol", protocol);
  }

  /** A global address without label or flags. */
  public static InterfaceAddress of(String interfaceName, InetPrefix prefix) {
    return new InterfaceAddress(
        interfaceName, prefix, Scope.GLOBAL, "", Set.of(), 0, null, null, null);
  }

  public InterfaceAddress withScope(Scope changed) {
    return toBuilder().scope(changed).build();
  }

  public InterfaceAddress withLabel(String changed) {
    return toBuilder().label(changed).build();
  }

  public InterfaceAddress withFlags(AddressFlag... changed) {
    return withFlags(Set.of(changed));
  }

  public InterfaceAddress withFlags(Set<AddressFlag> changed) {
    return toBuilder().flags(changed).build();
  }

  public InterfaceAddress withPeer(@Nullable InetAddress changed) {
    return toBuilder().peer(changed).build();
  }

  public InterfaceAddress withBroadcast(@Nullable InetAddress changed) {
    return toBuilder().broadcast(changed).build();
  }

  public InterfaceAddress withPreferredSeconds(@Nullable Long changed) {
    return toBuilder().preferredSeconds(changed).build();
  }

  /** A builder that starts with this address. */
  public InterfaceAddressBuilder toBuilder() {
    return new InterfaceAddressBuilder(this);
  }

  /** Whether the kernel takes both for the same address. */
  public boolean sameIdentity(@Nullable InterfaceAddress other) {
    return other != null
        && interfaceName.equals(other.interfaceName)
        && prefix.address().equals(other.prefix.address())
        && (prefix.family() == Family.INET6 || network().equals(other.network()));
  }

  /** Whether the kernel removes this address with the first address of its network; IPv4 only. */
  public boolean isSecondary() {
    return prefix.family() == Family.INET && flags.contains(AddressFlag.SECONDARY);
  }

  /** The same address as the first of its network. */
  public InterfaceAddress asPrimary() {
    Set<AddressFlag> primary = new HashSet<>(flags);
    primary.remove(AddressFlag.SECONDARY);
    return withFlags(primary);
  }

  /** Whether both are of the same network on the same interface. */
  public boolean sharesNetwork(InterfaceAddress other) {
    return interfaceName.equals(other.interfaceName) && network().equals(other.network());
  }

  private InetPrefix network() {
    return peer == null ? prefix.network() : new InetPrefix(peer, prefix.length()).network();
  }
}
