package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.module.ResourceId;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.Ownership;

/**
 * What a director that is itself a real server does when it stops being master, before its VIPs
 * move to the loopback interface.
 */
public final class StandingBy {
  private final Kernel kernel;
  private final Ownership ownership;

  public StandingBy(Kernel kernel, Ownership ownership) {
    this.kernel = kernel;
    this.ownership = ownership;
  }

  /**
   * Removes services from IPVS, so that it does not balance again what the new master sends here. A
   * service that the kernel does not remove is left to the pass, which reports the reason.
   *
   * @return what was removed
   */
  public List<ResourceId> stopBalancing(List<VirtualServiceSpec> services) {
    List<VirtualServiceSpec> ours =
        services.stream()
            .filter(each -> ownership.find(IpvsResource.id(each.key())).isPresent())
            .toList();
    if (ours.isEmpty()) {
      return List.of();
    }
    try {
      Set<Integer> refused =
          kernel
              .ipvs()
              .apply(
                  ours.stream()
                      .<IpvsChange>map(each -> new IpvsChange.RemoveService(each.key()))
                      .toList())
              .failures()
              .keySet();
      List<ResourceId> removed = new ArrayList<>();
      for (int place = 0; place < ours.size(); place++) {
        if (!refused.contains(place)) {
          removed.add(IpvsResource.id(ours.get(place).key()));
        }
      }
      return removed;
    } catch (LinuxException | CodecException e) {
      return List.of();
    }
  }

  /** Whether the host answers no ARP request for an address on its loopback interface. */
  public boolean isQuiet(List<SysctlResource> wanted) {
    try {
      return wanted.stream()
          .allMatch(each ->
              SysctlResource.keyOf(each.id())
                  .flatMap(kernel.sysctls()::read)
                  .equals(Optional.of(each.value())));
    } catch (LinuxException e) {
      return false;
    }
  }
}
