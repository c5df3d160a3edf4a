package org.hactl.module.address;

import java.net.InetAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelBatch;
import org.jspecify.annotations.Nullable;

/** Turns changes of addresses into changes for the kernel, and interprets its refusals. */
final class AddressBatch {
  private final Addresses kernel;
  private final Set<AddressChange> afterRemoval =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable Set<ResourceId> present;

  AddressBatch(Addresses kernel) {
    this.kernel = kernel;
  }

  List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<AddressChange> batch = new KernelBatch<>(this::isHarmless);
    changes.forEach(change -> batch.add(change, kernelChanges(change)));
    return batch.apply(kernel::apply);
  }

  private List<AddressChange> kernelChanges(Change change) {
    if (!(change.desired() instanceof AddressResource wanted)) {
      AddressId id = AddressId.of(change.id()).orElseThrow();
      return List.of(removal(change, id.interfaceName(), id.prefix(), null));
    }
    InterfaceAddress address = wanted.inKernel();
    if (change.action() != Action.UPDATE) {
      return List.of(new AddressChange.Add(address));
    }
    if (isChangeable(change, wanted)) {
      return List.of(new AddressChange.Replace(address));
    }
    AddressChange addition = new AddressChange.Add(address);
    afterRemoval.add(addition);
    return List.of(
        removal(change, wanted.interfaceName(), wanted.prefix(), address.peer()), addition);
  }

  /**
   * The address is identified by its present prefix and peer. If the change does not list them,
   * they are as wanted.
   */
  private static AddressChange removal(
      Change change, String interfaceName, InetPrefix prefix, @Nullable InetAddress peer) {
    Optional<FieldChange> other = field(change, AddressTerms.PEER);
    return new AddressChange.Remove(
        interfaceName,
        field(change, AddressTerms.ADDRESS)
            .flatMap(field -> Optional.ofNullable(field.from()))
            .map(InetPrefix::parse)
            .orElse(prefix),
        other.isEmpty()
            ? peer
            : other
                .flatMap(field -> Optional.ofNullable(field.from()))
                .map(InetAddresses::parse)
                .orElse(null));
  }

  private static Optional<FieldChange> field(Change change, String name) {
    return change.fields().stream().filter(field -> field.field().equals(name)).findFirst();
  }

  /** Label, scope, broadcast and peer cannot be changed, nor the flags of an IPv4 address. */
  private static boolean isChangeable(Change change, AddressResource wanted) {
    boolean inet6 = wanted.prefix().family() == Family.INET6;
    Predicate<FieldChange> changeable =
        field ->
            switch (field.field()) {
              case AddressTerms.PREFERRED -> true;
              case AddressTerms.FLAGS ->
                  inet6 && AddressFlags.isChangeable(words(field.from()), words(field.to()));
              default -> false;
            };
    return change.fields().stream().allMatch(changeable);
  }

  private static List<String> words(@Nullable String flags) {
    return flags == null ? List.of() : List.of(flags.split(" ", -1));
  }

  /**
   * Whether the refusal means that another program has already made the change. This does not hold
   * for an address that was just removed to be added again, nor for IPv6 if the interface has the
   * address with another prefix length.
   */
  private boolean isHarmless(AddressChange change, Errno errno) {
    return switch (change) {
      case AddressChange.Remove _ ->
          errno.equals(Errno.EADDRNOTAVAIL) || errno.equals(Errno.ENODEV);
      case AddressChange.Add _, AddressChange.Replace _ ->
          errno.equals(Errno.EEXIST) && !afterRemoval.contains(change) && isPresent(change);
    };
  }

  private boolean isPresent(AddressChange change) {
    if (present == null) {
      present = list();
    }
    return present.contains(AddressResource.id(change.interfaceName(), change.prefix()));
  }

  private Set<ResourceId> list() {
    Set<ResourceId> ids = new HashSet<>();
    try {
      for (InterfaceAddress address : kernel.list()) {
        ids.add(AddressResource.id(address.interfaceName(), address.prefix()));
      }
    } catch (LinuxException | CodecException e) {
      // The addresses cannot be listed, so the refusal counts.
    }
    return ids;
  }
}
