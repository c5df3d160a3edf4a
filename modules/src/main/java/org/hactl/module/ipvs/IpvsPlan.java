package org.hactl.module.ipvs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/** Compares wanted virtual services with found ones. Pure. */
final class IpvsPlan {
  private final KernelForms forms;
  private final Map<ResourceId, Owned> owned = new HashMap<>();

  /** The found services that are neither wanted nor owned, as far as the plan has come. */
  private final Map<IpvsServiceKey, IpvsEntry> found = new HashMap<>();

  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<ResourceId> unmanaged = new ArrayList<>();

  IpvsPlan(KernelForms forms, Collection<Owned> owned, Collection<IpvsEntry> observed) {
    this.forms = forms;
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
    observed.forEach(entry -> found.put(entry.service().key(), entry));
  }

  Plan plan(Collection<IpvsResource> desired, boolean exclusive) {
    Map<ResourceId, IpvsResource> wanted = new HashMap<>();
    desired.forEach(service -> wanted.put(service.id(), service));
    wanted.forEach(this::want);
    changes.sort(Comparator.comparing(Change::id));
    owned.keySet().stream()
        .filter(id -> !wanted.containsKey(id))
        .sorted(Comparator.reverseOrder())
        .forEach(this::release);
    SortedMap<ResourceId, IpvsEntry> others = new TreeMap<>();
    found.forEach((key, entry) -> others.put(IpvsResource.id(key), entry));
    others.forEach((id, entry) -> {
      if (exclusive || CheckMarks.isOf(entry.service().key())) {
        changes.add(removal(id, entry));
      } else {
        unmanaged.add(id);
      }
    });
    return new Plan(changes, forget, unmanaged, List.of());
  }

  private void want(ResourceId id, IpvsResource wanted) {
    IpvsEntry form = forms.of(wanted);
    IpvsEntry now = found.remove(form.service().key());
    if (form.equals(now)) {
      return;
    }
    List<FieldChange> fields = IpvsDifference.between(now, form).fields();
    if (fields.isEmpty()) {
      return;
    }
    Owned take = new Owned(wanted, Map.of());
    changes.add(
        new Change(
            id,
            now == null ? Action.CREATE : Action.UPDATE,
            fields,
            wanted,
            take.equals(owned.get(id)) ? null : take));
  }

  private void release(ResourceId id) {
    IpvsEntry now = found.remove(IpvsResource.key(id));
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
