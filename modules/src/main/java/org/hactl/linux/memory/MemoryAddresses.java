package org.hactl.linux.memory;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;

final class MemoryAddresses implements Addresses {
  private static final Set<AddressFlag> STICKY =
      EnumSet.of(AddressFlag.MCAUTOJOIN, AddressFlag.TENTATIVE, AddressFlag.DADFAILED);

  private final MemoryKernel kernel;
  private final MemoryLinks links;
  private final MemorySysctls sysctls;
  private final List<InterfaceAddress> addresses = new ArrayList<>();

  MemoryAddresses(MemoryKernel kernel, MemoryLinks links, MemorySysctls sysctls) {
    this.kernel = kernel;
    this.links = links;
    this.sysctls = sysctls;
  }

  @Override
  public synchronized List<InterfaceAddress> list() {
    return List.copyOf(addresses);
  }

  @Override
  public BatchResult apply(List<AddressChange> changes) {
    return MemoryBatch.apply(changes, this::apply);
  }

  private void apply(AddressChange change) {
    String object = change.prefix() + " dev " + change.interfaceName();
    kernel.raiseFault(change.operation(), object);
    links.require(change.operation(), object, change.interfaceName());
    Optional<InterfaceAddress> present = find(change);
    switch (change) {
      case AddressChange.Add(InterfaceAddress address) -> {
        if (address.prefix().family() == Family.INET6
            && !kernel.takesIpv6(address.interfaceName())) {
          throw new LinuxException(change.operation(), object, Errno.EACCES, "");
        }
        if (present.isPresent()) {
          throw new LinuxException(
              change.operation(), object, Errno.EEXIST, "Address already assigned");
        }
        put(address);
      }
      case AddressChange.Replace(InterfaceAddress address) ->
          put(present.map(old -> replaced(old, address)).orElse(address));
      case AddressChange.Remove _ -> {
        // For IPv6 the kernel ignores the prefix length when it adds an address, but not when it
        // removes an address.
        if (present.isEmpty() || !present.get().prefix().equals(change.prefix())) {
          throw new LinuxException(
              change.operation(), object, Errno.EADDRNOTAVAIL, "Address not found");
        }
        remove(present.get());
        followPrimary(present.get());
      }
    }
    kernel.changed();
  }

  private synchronized Optional<InterfaceAddress> find(AddressChange change) {
    InterfaceAddress named =
        switch (change) {
          case AddressChange.Add(InterfaceAddress address) -> address;
          case AddressChange.Replace(InterfaceAddress address) -> address;
          case AddressChange.Remove(String name, InetPrefix prefix, InetAddress peer) ->
              InterfaceAddress.of(name, prefix).withPeer(peer);
        };
    return addresses.stream().filter(named::sameIdentity).findFirst();
  }

  /**
   * The address after a replace: only the lifetime and the protocol change, and for IPv6 flags that
   * can change.
   */
  private static InterfaceAddress replaced(InterfaceAddress old, InterfaceAddress wanted) {
    Set<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
    flags.addAll(old.flags());
    if (old.prefix().family() == Family.INET6) {
      flags.retainAll(STICKY);
      flags.addAll(wanted.flags());
    }
    flags.remove(AddressFlag.DEPRECATED);
    return old.toBuilder()
        .flags(flags)
        .protocol(wanted.protocol())
        .preferredSeconds(wanted.preferredSeconds())
        .build();
  }

  /** Adds an address, or replaces the same one. */
  void put(InterfaceAddress wanted) {
    String label = wanted.label();
    if (label.isEmpty() && wanted.prefix().family() == Family.INET) {
      label = wanted.interfaceName();
    }
    InterfaceAddress address;
    synchronized (this) {
      Optional<InterfaceAddress> old = addresses.stream().filter(wanted::sameIdentity).findFirst();
      address = listed(wanted.withLabel(label));
      if (old.isPresent()) {
        addresses.set(addresses.indexOf(old.get()), address);
      } else {
        address = inItsNetwork(address);
        addresses.add(address);
      }
    }
    kernel.tell(new KernelEvent.AddressAdded(address));
  }

  /** Every IPv4 address of a network except the first is a secondary address. */
  private InterfaceAddress inItsNetwork(InterfaceAddress address) {
    if (address.prefix().family() != Family.INET
        || addresses.stream().noneMatch(address::sharesNetwork)) {
      return address;
    }
    Set<AddressFlag> flags = EnumSet.of(AddressFlag.SECONDARY);
    flags.addAll(address.flags());
    return address.withFlags(flags);
  }

  /**
   * After the removal of the first address of a network: removes the others too, or makes the next
   * one the first.
   */
  private void followPrimary(InterfaceAddress gone) {
    if (gone.prefix().family() != Family.INET || gone.isSecondary()) {
      return;
    }
    List<InterfaceAddress> secondaries =
        list().stream().filter(other -> other.isSecondary() && other.sharesNetwork(gone)).toList();
    if (!promotes("all") && !promotes(gone.interfaceName())) {
      secondaries.forEach(this::remove);
    } else if (!secondaries.isEmpty()) {
      InterfaceAddress first = secondaries.getFirst().asPrimary();
      synchronized (this) {
        addresses.set(addresses.indexOf(secondaries.getFirst()), first);
      }
      kernel.tell(new KernelEvent.AddressAdded(first));
    }
  }

  private boolean promotes(String interfaceName) {
    return sysctls.isOn(SysctlKey.ofInterface(Family.INET, interfaceName, "promote_secondaries"));
  }

  /** The address as the kernel lists it: a lifetime of 0 becomes a flag. */
  private InterfaceAddress listed(InterfaceAddress address) {
    Set<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
    flags.addAll(address.flags());
    if (Long.valueOf(0).equals(address.preferredSeconds())) {
      flags.add(AddressFlag.DEPRECATED);
    }
    return address.toBuilder()
        .flags(flags)
        .protocol(kernel.protocolsKnown() ? address.protocol() : 0)
        .preferredSeconds(null)
        .build();
  }

  private void remove(InterfaceAddress address) {
    synchronized (this) {
      addresses.remove(address);
    }
    kernel.tell(new KernelEvent.AddressRemoved(address));
  }

  /** Gives an interface another name. Reports no events: the kernel reports only the link. */
  synchronized void rename(String from, String to) {
    addresses.replaceAll(
        address -> address.interfaceName().equals(from) ? renamed(address, to) : address);
  }

  private static InterfaceAddress renamed(InterfaceAddress old, String to) {
    return old.toBuilder().interfaceName(to).label(old.label().isEmpty() ? "" : to).build();
  }

  void removeAll(String interfaceName) {
    list().stream()
        .filter(address -> address.interfaceName().equals(interfaceName))
        .forEach(this::remove);
  }
}
