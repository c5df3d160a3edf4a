package org.hactl.module.address;

import java.util.Collection;
import java.util.List;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Link;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
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
    return new KernelPlan<>(
            new AddressTerms(observed.addresses()), owned, observed.links(), observed.addresses())
        .plan(desired, exclusive);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    return new AddressBatch(kernel.addresses()).apply(changes);
  }
}
