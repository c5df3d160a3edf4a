package org.hactl.module.ipvs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsUnavailableException;
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
 * Virtual services. A wanted service has exactly the site's real servers, also if another program
 * created it. Services that the site does not name are reported, and removed only if IPVS is {@code
 * exclusive}.
 *
 * <p>On a host without wanted or owned services the module does not ask the kernel: a question
 * would load IPVS.
 */
public final class IpvsModule implements Module<IpvsResource, List<IpvsEntry>> {
  private final Ipvs ipvs;

  public IpvsModule(Ipvs ipvs) {
    this.ipvs = ipvs;
  }

  @Override
  public String kind() {
    return IpvsResource.KIND;
  }

  @Override
  public Class<IpvsResource> resourceType() {
    return IpvsResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  /** Reads the whole table. */
  @Override
  public List<IpvsEntry> observe(Collection<IpvsResource> desired, Collection<Owned> owned)
      throws ModuleException {
    if (desired.isEmpty() && owned.isEmpty()) {
      return List.of();
    }
    return KernelReading.read(() -> {
      try {
        return ipvs.list();
      } catch (IpvsUnavailableException e) {
        if (desired.isEmpty()) {
          return List.of();
        }
        throw e;
      }
    });
  }

  @Override
  public Plan plan(
      Collection<IpvsResource> desired,
      Collection<Owned> owned,
      List<IpvsEntry> observed,
      boolean exclusive) {
    return new IpvsPlan(owned, observed).plan(desired, exclusive);
  }

  /**
   * Applies one service after the other, each compared with the table at that moment. So the memory
   * for a service with hundreds of real servers is free before the next service.
   */
  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    Map<IpvsServiceKey, IpvsEntry> table = new HashMap<>();
    try {
      KernelReading.read(ipvs::list).forEach(entry -> table.put(entry.service().key(), entry));
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
    return changes.stream().map(change -> apply(change, table)).toList();
  }

  private ChangeResult apply(Change change, Map<IpvsServiceKey, IpvsEntry> table) {
    KernelBatch<IpvsChange> batch = new KernelBatch<>(IpvsModule::isHarmless);
    Resource desired = change.desired();
    if (desired instanceof IpvsResource wanted) {
      batch.add(
          change, IpvsDifference.between(table.get(wanted.key()), wanted.inKernel()).changes());
    } else {
      batch.add(change, List.of(new IpvsChange.RemoveService(IpvsResource.key(change.id()))));
    }
    return batch.apply(ipvs::apply).getFirst();
  }

  private static boolean isHarmless(IpvsChange change, Errno errno) {
    return switch (change) {
      case IpvsChange.RemoveService _ -> errno.equals(Errno.ESRCH);
      case IpvsChange.RemoveDestination _ -> errno.equals(Errno.ENOENT);
      case IpvsChange.AddService _,
          IpvsChange.EditService _,
          IpvsChange.AddDestination _,
          IpvsChange.EditDestination _ ->
          false;
    };
  }
}
