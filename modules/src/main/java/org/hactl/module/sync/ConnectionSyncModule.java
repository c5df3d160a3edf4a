package org.hactl.module.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.kernel.KernelReading;
import org.hactl.module.sync.ConnectionSyncModule.Observed;

/**
 * Connection sync. A thread that runs with other settings is stopped and started again, and one
 * that ran before hactl is put back when it leaves the site. {@code exclusive} has no meaning. The
 * kernel is asked only if a thread is wanted or owned: a question would load IPVS.
 */
public final class ConnectionSyncModule implements Module<ConnectionSyncResource, Observed> {
  private final Kernel kernel;

  public ConnectionSyncModule(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * What a plan needs.
   *
   * @param interfaces the names of this host's interfaces
   */
  public record Observed(List<IpvsSyncDaemon> daemons, SortedSet<String> interfaces) {
    static final Observed NOTHING = new Observed(List.of(), new TreeSet<>());

    public Observed {
      daemons = List.copyOf(daemons);
    }
  }

  @Override
  public String kind() {
    return ConnectionSyncResource.KIND;
  }

  @Override
  public Class<ConnectionSyncResource> resourceType() {
    return ConnectionSyncResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public Observed observe(Collection<ConnectionSyncResource> desired, Collection<Owned> owned)
      throws ModuleException {
    if (desired.isEmpty() && owned.isEmpty()) {
      return Observed.NOTHING;
    }
    List<IpvsSyncDaemon> daemons =
        KernelReading.readIpvs(!desired.isEmpty(), kernel.ipvs()::syncDaemons).orElse(List.of());
    return new Observed(daemons, KernelReading.read(this::interfaces));
  }

  private SortedSet<String> interfaces() {
    SortedSet<String> names = new TreeSet<>();
    kernel.links().list().forEach(link -> names.add(link.name()));
    return names;
  }

  @Override
  public Plan plan(
      Collection<ConnectionSyncResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return new ConnectionSyncPlan(owned, observed).plan(desired);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      try {
        apply(change);
        results.add(ChangeResult.ok(change));
      } catch (LinuxException e) {
        results.add(
            new ChangeResult(change, new ModuleException(change.id() + ": " + e.getMessage(), e)));
      }
    }
    return results;
  }

  private void apply(Change change) {
    Ipvs ipvs = kernel.ipvs();
    IpvsSyncDaemon.Role role = ConnectionSyncResource.role(change.id()).inKernel();
    ipvs.stopSync(role);
    if (change.desired() instanceof ConnectionSyncResource wanted) {
      ipvs.startSync(wanted.inKernel());
    } else {
      SyncFields.after(role, change.fields()).ifPresent(ipvs::startSync);
    }
  }
}
