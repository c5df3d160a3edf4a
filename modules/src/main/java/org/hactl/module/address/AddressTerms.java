package org.hactl.module.address;

import static org.hactl.module.kernel.KernelPlan.compare;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelTerms;
import org.jspecify.annotations.Nullable;

/**
 * Compares addresses. Pure.
 *
 * <p>An interface has an IPv6 address only once: if it has the address with another prefix length,
 * the kernel refuses the wanted address.
 */
final class AddressTerms implements KernelTerms<AddressResource, InterfaceAddress> {
  static final String ADDRESS = "address";
  static final String PEER = "peer";
  static final String FLAGS = "flags";
  static final String PREFERRED = "preferred_lft";
  private static final String BROADCAST = "broadcast";

  private final Map<WithoutLength, InterfaceAddress> inet6 = new HashMap<>();

  /** An address of an interface, whatever its prefix length. */
  private record WithoutLength(String interfaceName, InetAddress address) {}

  private final AddressTags tags;

  AddressTerms(Collection<InterfaceAddress> found, AddressTags tags) {
    this.tags = tags;
    for (InterfaceAddress address : found) {
      if (address.prefix().family() == Family.INET6) {
        inet6.putIfAbsent(
            new WithoutLength(address.interfaceName(), address.prefix().address()), address);
      }
    }
  }

  @Override
  public ResourceId id(InterfaceAddress found) {
    return AddressResource.id(found.interfaceName(), found.prefix());
  }

  @Override
  public Stream<String> interfaces(AddressResource wanted, @Nullable InterfaceAddress now) {
    return Stream.of(wanted.interfaceName());
  }

  @Override
  public Optional<InterfaceAddress> alike(ResourceId id) {
    return AddressId.of(id)
        .map(
            named -> inet6.get(new WithoutLength(named.interfaceName(), named.prefix().address())));
  }

  @Override
  public Optional<String> problem(AddressResource wanted, InterfaceAddress now, boolean owned) {
    if (!owned && !now.prefix().equals(wanted.prefix())) {
      return Optional.of(
          "%s: the interface already has it as %s, which hactl did not add, and an interface can have"
                  .formatted(wanted.id(), now.prefix())
              + " an IPv6 address only once; write that prefix length in the site, or remove the"
              + " address");
    }
    boolean stays = !owned || AddressFlags.asksFirst(wanted.flags());
    if (stays && AddressFlags.isFailed(now.flags())) {
      return Optional.of(
          ("%s: another host has this address (duplicate address detection), so this host does not use"
                  + " it; remove it from that host, then here (ip addr del %s dev %s); hactl then"
                  + " adds it again")
              .formatted(wanted.id(), now.prefix(), now.interfaceName()));
    }
    return Optional.empty();
  }

  /**
   * An address that existed before hactl is accepted as it is; an address that hactl added must be
   * exactly as in the site.
   */
  @Override
  public List<FieldChange> differences(
      AddressResource wanted, @Nullable InterfaceAddress now, boolean owned) {
    List<FieldChange> fields = new ArrayList<>();
    if (now == null) {
      create(fields, wanted);
    } else if (owned) {
      correct(fields, wanted, now);
    }
    return fields;
  }

  private static void create(List<FieldChange> fields, AddressResource wanted) {
    compare(fields, ADDRESS, null, wanted.address());
    compare(fields, "label", null, wanted.label());
    compare(fields, "scope", null, wanted.scope());
    compare(fields, BROADCAST, null, wanted.broadcast());
    compare(fields, PEER, null, wanted.peer());
    compare(fields, FLAGS, null, text(wanted.flags()));
    Long seconds = wanted.preferredSeconds();
    compare(fields, PREFERRED, null, seconds == null ? null : seconds + "s");
  }

  private static void correct(
      List<FieldChange> fields, AddressResource wanted, InterfaceAddress now) {
    InterfaceAddress to = wanted.inKernel();
    compare(fields, ADDRESS, now.prefix().toString(), wanted.address());
    if (now.prefix().family() == Family.INET) {
      compare(fields, "label", now.label(), to.label());
      compare(fields, "scope", now.scope().toString(), to.scope().toString());
      compare(fields, BROADCAST, text(now.broadcast()), text(to.broadcast()));
    }
    compare(fields, PEER, text(now.peer()), text(to.peer()));
    List<String> flags = AddressFlags.words(now.flags(), now.prefix().family());
    compare(fields, FLAGS, text(flags), text(wanted.flags()));
    compareLifetime(fields, now, wanted.preferredSeconds());
  }

  /** Compares only whether the lifetime is 0: any other lifetime counts down. */
  private static void compareLifetime(
      List<FieldChange> fields, InterfaceAddress now, @Nullable Long wantedSeconds) {
    boolean deprecated = now.flags().contains(AddressFlag.DEPRECATED);
    if (wantedSeconds == null || wantedSeconds == 0) {
      compare(fields, PREFERRED, deprecated ? "0s" : null, wantedSeconds == null ? null : "0s");
    }
  }

  private static @Nullable String text(List<String> flags) {
    return flags.isEmpty() ? null : String.join(" ", flags);
  }

  private static @Nullable String text(@Nullable InetAddress address) {
    return address == null ? null : InetAddresses.format(address);
  }

  @Override
  public boolean isTagged(InterfaceAddress found) {
    return AddressTags.isTagged(found);
  }

  @Override
  public boolean isOurs(Owned entry, InterfaceAddress now) {
    return tags.isOurs(entry, now);
  }

  @Override
  public List<FieldChange> removal(InterfaceAddress now, Map<String, String> prior) {
    List<FieldChange> fields = new ArrayList<>();
    compare(fields, ADDRESS, now.prefix().toString(), null);
    compare(fields, PEER, text(now.peer()), null);
    return fields;
  }

  /**
   * Whether it is a permanent address with a full-length prefix; addresses from DHCP or the kernel
   * have a shorter prefix.
   */
  @Override
  public boolean isForeign(InterfaceAddress address) {
    return address.prefix().length() == address.prefix().family().addressBits()
        && !address.prefix().address().isLoopbackAddress()
        && address.flags().contains(AddressFlag.PERMANENT);
  }
}
