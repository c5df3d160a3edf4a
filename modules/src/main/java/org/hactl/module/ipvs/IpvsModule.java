package org.hactl.module.ipvs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsTable;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.kernel.KernelBatch;
import org.hactl.module.kernel.KernelReading;
import org.jspecify.annotations.Nullable;

/**
 * Virtual services. A wanted service has exactly the site's real servers, also if another program
 * created it. Services that the site does not name are reported, and removed only if IPVS is {@code
 * exclusive}.
 *
 * <p>On a host without wanted or owned services the module does not ask the kernel: a question
 * would load IPVS.
 *
 * <p>To read a thousand services takes two thousand system calls. So the module remembers the table
 * that it has read, with its own changes since.
 */
public final class IpvsModule implements Module<IpvsResource, List<IpvsEntry>> {
  /** As many requests as the kernel answers at once. */
  private static final int AT_ONCE = 512;

  private final Ipvs ipvs;
  private final KernelForms forms = new KernelForms();

  /** The table as last read, with the changes made since; null if it may be another one. */
  private @Nullable Map<IpvsServiceKey, IpvsEntry> remembered;

  /** The fingerprint of the table as last read; null if this module has changed it since. */
  private @Nullable Long fingerprint;

  /** Whether the last plan was made from what is remembered. */
  private boolean recalled;

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
    forget();
    if (desired.isEmpty() && owned.isEmpty()) {
      return List.of();
    }
    Optional<IpvsTable> found = KernelReading.readIpvs(!desired.isEmpty(), ipvs::table);
    found.ifPresent(table -> {
      remembered = byKey(table.entries());
      fingerprint = table.fingerprint();
    });
    return found.map(IpvsTable::entries).orElse(List.of());
  }

  @Override
  public List<IpvsEntry> recall(Collection<IpvsResource> desired, Collection<Owned> owned)
      throws ModuleException {
    if (remembered == null) {
      return observe(desired, owned);
    }
    recalled = true;
    return List.copyOf(remembered.values());
  }

  @Override
  public void forget() {
    remembered = null;
    fingerprint = null;
    recalled = false;
  }

  @Override
  public boolean isAsObserved() throws ModuleException {
    Long before = fingerprint;
    return before != null && KernelReading.read(ipvs::fingerprint).equals(before);
  }

  @Override
  public Plan plan(
      Collection<IpvsResource> desired,
      Collection<Owned> owned,
      List<IpvsEntry> observed,
      boolean exclusive) {
    forms.retain(desired);
    return new IpvsPlan(forms, owned, observed).plan(desired, exclusive);
  }

  /**
   * Applies some services at a time, so that the memory for their requests is free before the next
   * ones. If the kernel refuses a change whose plan was made from what is remembered, another
   * program may have been there: the service is then compared with the table as it is.
   */
  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    boolean fromMemory = recalled;
    fingerprint = null;
    List<ChangeResult> results = applyTo(remembered, changes);
    List<Change> refused =
        results.stream()
            .filter(result -> result.error() != null)
            .map(ChangeResult::change)
            .toList();
    if (refused.isEmpty()) {
      return results;
    }
    forget();
    if (!fromMemory) {
      return results;
    }
    Iterator<ChangeResult> again = applyTo(null, refused).iterator();
    return results.stream().map(result -> result.error() == null ? result : again.next()).toList();
  }

  /**
   * @param known null for the table as it is at this moment
   */
  private List<ChangeResult> applyTo(
      @Nullable Map<IpvsServiceKey, IpvsEntry> known, List<Change> changes) {
    try {
      Map<IpvsServiceKey, IpvsEntry> table =
          known == null ? byKey(KernelReading.read(ipvs::list)) : known;
      List<ChangeResult> results = new ArrayList<>();
      KernelBatch<IpvsChange> batch = new KernelBatch<>(IpvsModule::isHarmless);
      for (Change change : changes) {
        add(change, table, batch);
        if (batch.size() >= AT_ONCE) {
          results.addAll(apply(batch, table));
          batch = new KernelBatch<>(IpvsModule::isHarmless);
        }
      }
      results.addAll(apply(batch, table));
      return results;
    } catch (ModuleException e) {
      return ChangeResult.failed(changes, e);
    }
  }

  private static Map<IpvsServiceKey, IpvsEntry> byKey(List<IpvsEntry> found) {
    Map<IpvsServiceKey, IpvsEntry> table = new HashMap<>();
    found.forEach(entry -> table.put(entry.service().key(), entry));
    return table;
  }

  private void add(
      Change change, Map<IpvsServiceKey, IpvsEntry> table, KernelBatch<IpvsChange> batch) {
    if (change.desired() instanceof IpvsResource it) {
      IpvsEntry wanted = forms.of(it);
      IpvsEntry now = table.get(wanted.service().key());
      batch.add(change, IpvsDifference.between(now, wanted).changes());
    } else {
      batch.add(change, List.of(new IpvsChange.RemoveService(IpvsResource.key(change.id()))));
    }
  }

  /** Sends a batch, and enters what it has changed into the table. */
  private List<ChangeResult> apply(
      KernelBatch<IpvsChange> batch, Map<IpvsServiceKey, IpvsEntry> table) {
    List<ChangeResult> results = batch.apply(ipvs::apply);
    for (ChangeResult result : results) {
      if (result.error() != null) {
        continue;
      }
      if (result.change().desired() instanceof IpvsResource it) {
        IpvsEntry made = forms.of(it);
        table.put(made.service().key(), made);
      } else {
        table.remove(IpvsResource.key(result.change().id()));
      }
    }
    return results;
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
