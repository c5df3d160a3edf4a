package org.hactl.module.address;

import java.util.Collection;
import java.util.List;
import org.hactl.linux.AddressChange;
import org.hactl.linux.AddressFlag;
import org.hactl.linux.Errno;
import org.hactl.linux.Family;
import org.hactl.linux.InetPrefix;
import org.hactl.linux.InterfaceAddress;
import org.hactl.linux.Kernel;
import org.hactl.linux.Link;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.kernel.KernelBatch;
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
    return new AddressPlan(owned, observed).plan(desired, exclusive);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    KernelBatch<AddressChange> batch = new KernelBatch<>(AddressModule::isHarmless);
    changes.forEach(change -> batch.add(change, kernelChanges(change)));
    return batch.apply(kernel.addresses()::apply);
  }

  private static List<AddressChange> kernelChanges(Change change) {
    Resource desired = change.desired();
    if (!(desired instanceof AddressResource wanted)) {
      String[] key = change.id().key().split(" ", 2);
      return List.of(new AddressChange.Remove(key[0], InetPrefix.parse(key[1])));
    }
    AddressChange add = new AddressChange.Add(address(wanted));
    return switch (change.action()) {
      // Label and scope of an address cannot be changed, only given.
      case UPDATE ->
          List.of(new AddressChange.Remove(wanted.interfaceName(), wanted.prefix()), add);
      case CREATE, DELETE, RUN -> List.of(add);
    };
  }

  /**
   * An IPv6 address is used at once, without asking first whether another host has it: a VIP that
   * moves was another host's a moment ago.
   */
  private static InterfaceAddress address(AddressResource wanted) {
    InterfaceAddress address =
        InterfaceAddress.of(wanted.interfaceName(), wanted.prefix())
            .withScope(wanted.wantedScope());
    return wanted.prefix().family() == Family.INET6
        ? address.withFlags(AddressFlag.NODAD)
        : address.withLabel(wanted.wantedLabel());
  }

  private static boolean isHarmless(AddressChange change, Errno errno) {
    return switch (change) {
      case AddressChange.Remove _ ->
          errno.equals(Errno.EADDRNOTAVAIL) || errno.equals(Errno.ENODEV);
      case AddressChange.Add _, AddressChange.Replace _ -> errno.equals(Errno.EEXIST);
    };
  }
}
