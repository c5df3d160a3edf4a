package org.hactl.module.address;

import java.util.Collection;
import java.util.List;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.kernel.KernelModule;
import org.hactl.module.kernel.KernelState;
import org.hactl.module.kernel.KernelTerms;

/**
 * Addresses of interfaces. An address that existed before hactl is accepted as it is and never
 * removed.
 *
 * <p>{@code exclusive} covers permanent single addresses ({@code /32}, {@code /128}), the form of
 * VIPs. It never removes a host's own network address, nor the loopback's.
 */
public final class AddressModule extends KernelModule<AddressResource, InterfaceAddress> {
  /** Once the kernel has reported a protocol number, it reports those of all addresses. */
  private volatile AddressTags tags = new AddressTags(false);

  public AddressModule(Kernel kernel) {
    super(AddressResource.KIND, AddressResource.class, kernel);
  }

  @Override
  protected List<InterfaceAddress> list() {
    return kernel().addresses().list();
  }

  @Override
  protected KernelTerms<AddressResource, InterfaceAddress> terms(
      Collection<AddressResource> desired, KernelState<InterfaceAddress> observed) {
    if (AddressTags.of(observed.found()).known()) {
      tags = new AddressTags(true);
    }
    return new AddressTerms(observed.found(), tags);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    return new AddressBatch(kernel().addresses()).apply(changes);
  }
}
