package org.hactl.module.address;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.linux.AddressChange;
import org.hactl.linux.Errno;
import org.hactl.linux.Family;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.InterfaceAddress;
import org.hactl.linux.Kernel;
import org.hactl.linux.Link;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.kernel.KernelBatch;
import org.hactl.module.kernel.KernelPlan;
import org.hactl.module.kernel.KernelReading;

/**
 * Addresses of interfaces. One that is there already and was not put there by hactl is accepted as
 * it is and never removed.
 *
 * <p>{@code exclusive} is about single addresses ({@code /32}, {@code /128}), the form of VIPs,
 * that stay until somebody removes them: it never takes a host's own network address, nor the
 * loopback's.
 */
public final class AddressModule implements Module<AddressResource, AddressModule.Observed> {
  private final Kernel kernel;

  public AddressModule(Kernel kernel) {
    this.kernel = kernel;
  }

  /** All interfaces and addresses of the host. */
  public record Observed(List<Link> links, List<InterfaceAddress> addresses) {
    public Observed {
      links = List.copyOf(links);
      addresses = List.copyOf(addresses);
    }
  }

  @Override
  public String kind() {
    return AddressResource.KIND;
  }

  @Override
  public Class<AddressResource> resourceType() {
    return AddressResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public Observed observe(Collection<AddressResource> desired, Collection<Owned> owned)
      throws ModuleException {
    return KernelReading.read(() -> new Observed(kernel.links().list(), kernel.addresses().list()));
  }

  @Override
  public Plan plan(
      Collection<AddressResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return new KernelPlan<>(new AddressTerms(), owned, observed.links(), observed.addresses())
        .plan(desired, exclusive);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<AddressChange> batch = new KernelBatch<>(AddressModule::isHarmless);
    changes.forEach(change -> batch.add(change, kernelChanges(change)));
    return batch.apply(kernel.addresses()::apply);
  }

  private static List<AddressChange> kernelChanges(Change change) {
    if (!(change.desired() instanceof AddressResource wanted)) {
      String[] key = change.id().key().split(" ", 2);
      return List.of(removal(change, key[0], InetPrefix.parse(key[1])));
    }
    InterfaceAddress address = wanted.inKernel();
    return switch (change.action()) {
      case UPDATE ->
          isChangeable(change, wanted)
              ? List.of(new AddressChange.Replace(address))
              : List.of(
                  removal(change, wanted.interfaceName(), wanted.prefix()),
                  new AddressChange.Add(address));
      case CREATE, DELETE, RUN -> List.of(new AddressChange.Add(address));
    };
  }

  /** The other end as it is now names the address. */
  private static AddressChange removal(Change change, String interfaceName, InetPrefix prefix) {
    InetAddress peer =
        change.fields().stream()
            .filter(field -> field.field().equals(AddressTerms.PEER))
            .map(FieldChange::from)
            .flatMap(Stream::ofNullable)
            .findFirst()
            .map(InetAddresses::parse)
            .orElse(null);
    return new AddressChange.Remove(interfaceName, prefix, peer);
  }

  /** Label, scope, broadcast and peer are given once for all; of IPv4 the flags are, too. */
  private static boolean isChangeable(Change change, AddressResource wanted) {
    Set<String> changeable =
        wanted.prefix().family() == Family.INET6
            ? Set.of(AddressTerms.FLAGS, AddressTerms.PREFERRED)
            : Set.of(AddressTerms.PREFERRED);
    return change.fields().stream().map(FieldChange::field).allMatch(changeable::contains);
  }

  private static boolean isHarmless(AddressChange change, Errno errno) {
    return switch (change) {
      case AddressChange.Remove _ ->
          errno.equals(Errno.EADDRNOTAVAIL) || errno.equals(Errno.ENODEV);
      case AddressChange.Add _, AddressChange.Replace _ -> errno.equals(Errno.EEXIST);
    };
  }
}
