package org.hactl.module.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/** Compares wanted filters with the table. Pure. */
final class FilterPlan {
  /** The field for a change of the table itself: hactl completes or removes it. */
  static final String TABLE = "table";

  private final ObservedFilter observed;
  private final SortedMap<ResourceId, Owned> owned = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final SortedMap<ResourceId, FilterResource> wanted = new TreeMap<>();
  private final Set<Element> known = new TreeSet<>();

  FilterPlan(Collection<Owned> owned, ObservedFilter observed) {
    this.observed = observed;
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
  }

  Plan plan(Collection<FilterResource> desired) {
    desired.forEach(filter -> {
      wanted.put(filter.id(), filter);
      known.addAll(filter.elements());
    });
    owned.values().stream().filter(entry -> !wanted.containsKey(entry.id())).forEach(this::release);
    // The first change of the table also removes elements that the site does not name.
    SortedSet<Element> strange = new TreeSet<>(observed.elements());
    strange.removeAll(known);
    for (FilterResource filter : wanted.values()) {
      want(filter, strange);
      strange.clear();
    }
    return Plan.of(changes, forget);
  }

  private void want(FilterResource filter, Set<Element> strange) {
    List<FieldChange> fields = new ArrayList<>();
    if (!observed.isWhole()) {
      fields.add(new FieldChange(TABLE, observed.isThere() ? "damaged" : null, FilterTable.NAME));
    }
    Set<Element> missing = new TreeSet<>(filter.elements());
    missing.removeAll(observed.elements());
    missing.forEach(each -> fields.add(new FieldChange(each.field(), null, each.value())));
    strange.forEach(each -> fields.add(new FieldChange(each.field(), each.value(), null)));
    if (fields.isEmpty()) {
      return;
    }
    Owned take = new Owned(filter, Map.of());
    Owned entry = owned.get(filter.id());
    boolean nothing = missing.size() == filter.elements().size();
    changes.add(
        new Change(
            filter.id(),
            nothing ? Action.CREATE : Action.UPDATE,
            fields,
            filter,
            take.equals(entry) ? null : take));
  }

  private void release(Owned entry) {
    List<FieldChange> fields = new ArrayList<>();
    if (entry.resource() instanceof FilterResource filter && observed.isThere()) {
      filter.elements().stream()
          .filter(each -> observed.elements().contains(each) && known.add(each))
          .forEach(each -> fields.add(new FieldChange(each.field(), each.value(), null)));
    }
    boolean last = wanted.isEmpty() && entry.id().equals(owned.lastKey());
    if (last && observed.isThere()) {
      fields.add(new FieldChange(TABLE, FilterTable.NAME, null));
    }
    if (fields.isEmpty()) {
      forget.add(entry.id());
    } else {
      changes.add(new Change(entry.id(), Action.DELETE, fields, null, null));
    }
  }
}
