package org.hactl.module.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.AddressFlag;
import org.hactl.linux.Family;
import org.hactl.linux.InterfaceAddress;
import org.hactl.linux.Link;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelReading;
import org.jspecify.annotations.Nullable;

/** Compares wanted addresses with found ones. Pure. */
final class AddressPlan {
  private final AddressModule.Observed observed;
  private final SortedMap<ResourceId, Owned> owned = new TreeMap<>();
  private final SortedMap<ResourceId, InterfaceAddress> found = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<ResourceId> unmanaged = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  AddressPlan(Collection<Owned> owned, AddressModule.Observed observed) {
    this.observed = observed;
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
    observed
        .addresses()
        .forEach(address ->
            found.put(AddressResource.id(address.interfaceName(), address.prefix()), address));
  }

  Plan plan(Collection<AddressResource> desired, boolean exclusive) {
    SortedMap<ResourceId, AddressResource> wanted = new TreeMap<>();
    desired.forEach(address -> wanted.put(address.id(), address));
    wanted.values().forEach(this::want);
    owned.keySet().stream()
        .filter(id -> !wanted.containsKey(id))
        .sorted(Comparator.reverseOrder())
        .forEach(this::release);
    found.forEach((id, address) -> {
      if (!wanted.containsKey(id) && !owned.containsKey(id) && isSomebodysVip(address)) {
        foreign(id, address, exclusive);
      }
    });
    return new Plan(changes, forget, unmanaged, problems);
  }

  private void want(AddressResource wanted) {
    InterfaceAddress now = found.get(wanted.id());
    Owned entry = owned.get(wanted.id());
    if (now == null) {
      create(wanted, entry);
    } else if (entry != null) {
      correct(wanted, entry, now);
    }
  }

  private void create(AddressResource wanted, @Nullable Owned entry) {
    String name = wanted.interfaceName();
    if (observed.links().stream().map(Link::name).noneMatch(name::equals)) {
      problems.add(KernelReading.missingInterface(wanted.id(), name, observed.links()));
      return;
    }
    List<FieldChange> fields = new ArrayList<>();
    fields.add(new FieldChange("address", null, wanted.address()));
    if (wanted.label() != null) {
      fields.add(new FieldChange("label", null, wanted.label()));
    }
    if (wanted.scope() != null) {
      fields.add(new FieldChange("scope", null, wanted.scope()));
    }
    add(Action.CREATE, fields, wanted, entry);
  }

  /** What hactl put there has exactly the label and the scope that the site says. */
  private void correct(AddressResource wanted, Owned entry, InterfaceAddress now) {
    List<FieldChange> fields = new ArrayList<>();
    if (now.prefix().family() == Family.INET) {
      compare(fields, "label", now.label(), wanted.wantedLabel());
      compare(fields, "scope", now.scope().toString(), wanted.wantedScope().toString());
    }
    if (!fields.isEmpty()) {
      add(Action.UPDATE, fields, wanted, entry);
    }
  }

  private static void compare(List<FieldChange> fields, String field, String from, String to) {
    if (!from.equals(to)) {
      fields.add(new FieldChange(field, from, to));
    }
  }

  private void add(
      Action action, List<FieldChange> fields, AddressResource wanted, @Nullable Owned entry) {
    Owned take = new Owned(wanted, entry == null ? Map.of() : entry.prior());
    changes.add(new Change(wanted.id(), action, fields, wanted, take.equals(entry) ? null : take));
  }

  private void release(ResourceId id) {
    InterfaceAddress now = found.get(id);
    if (now == null) {
      forget.add(id);
    } else {
      changes.add(removal(id, now));
    }
  }

  private void foreign(ResourceId id, InterfaceAddress address, boolean exclusive) {
    if (exclusive) {
      changes.add(removal(id, address));
    } else {
      unmanaged.add(id);
    }
  }

  private static Change removal(ResourceId id, InterfaceAddress address) {
    return new Change(
        id,
        Action.DELETE,
        List.of(new FieldChange("address", address.prefix().toString(), null)),
        null,
        null);
  }

  /** A single address that somebody set by hand; what DHCP or the kernel set has a network. */
  private static boolean isSomebodysVip(InterfaceAddress address) {
    return address.prefix().length() == address.prefix().family().addressBits()
        && !address.prefix().address().isLoopbackAddress()
        && address.flags().contains(AddressFlag.PERMANENT);
  }
}
