package org.hactl.module.ipvs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/** Compares wanted virtual services with found ones. Pure. */
final class IpvsPlan {
  private final SortedMap<ResourceId, Owned> owned = new TreeMap<>();
  private final SortedMap<ResourceId, IpvsEntry> found = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<ResourceId> unmanaged = new ArrayList<>();

  IpvsPlan(Collection<Owned> owned, Collection<IpvsEntry> observed) {
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
    observed.forEach(entry -> found.put(IpvsResource.id(entry.service().key()), entry));
  }

  Plan plan(Collection<IpvsResource> desired, boolean exclusive) {
    SortedMap<ResourceId, IpvsResource> wanted = new TreeMap<>();
    desired.forEach(service -> wanted.put(service.id(), service));
    wanted.values().forEach(this::want);
    owned.keySet().stream()
        .filter(id -> !wanted.containsKey(id))
        .sorted(Comparator.reverseOrder())
        .forEach(this::release);
    for (Map.Entry<ResourceId, IpvsEntry> entry : found.entrySet()) {
      ResourceId id = entry.getKey();
      if (wanted.containsKey(id) || owned.containsKey(id)) {
        continue;
      }
      if (exclusive) {
        changes.add(removal(id, entry.getValue()));
      } else {
        unmanaged.add(id);
      }
    }
    return new Plan(changes, forget, unmanaged, List.of());
  }

  private void want(IpvsResource wanted) {
    IpvsEntry now = found.get(wanted.id());
    List<FieldChange> fields = IpvsDifference.between(now, wanted.inKernel()).fields();
    if (fields.isEmpty()) {
      return;
    }
    Owned take = new Owned(wanted, Map.of());
    changes.add(
        new Change(
            wanted.id(),
            now == null ? Action.CREATE : Action.UPDATE,
            fields,
            wanted,
            take.equals(owned.get(wanted.id())) ? null : take));
  }

  private void release(ResourceId id) {
    IpvsEntry now = found.get(id);
    if (now == null) {
      forget.add(id);
    } else {
      changes.add(removal(id, now));
    }
  }

  private static Change removal(ResourceId id, IpvsEntry now) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(new FieldChange("scheduler", now.service().scheduler(), null));
    for (IpvsDestination destination : now.destinations()) {
      fields.add(new FieldChange(destination.endpoint(), IpvsDifference.text(destination), null));
    }
    return new Change(id, Action.DELETE, fields, null, null);
  }
}
