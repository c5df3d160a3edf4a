package org.hactl.module.route;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.InetAddresses;
import org.hactl.linux.Link;
import org.hactl.linux.Route;
import org.hactl.linux.RouteProtocol;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelReading;
import org.jspecify.annotations.Nullable;

/** Compares wanted routes with found ones. Pure. */
final class RoutePlan {
  private final List<Link> links;
  private final SortedMap<ResourceId, Owned> owned = new TreeMap<>();
  private final SortedMap<ResourceId, Route> found = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<ResourceId> unmanaged = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  RoutePlan(Collection<Owned> owned, RouteModule.Observed observed) {
    this.links = observed.links();
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
    // Of several with one identity the kernel uses, and replaces, the first.
    observed.routes().forEach(route -> found.putIfAbsent(RouteResource.id(route), route));
  }

  Plan plan(Collection<RouteResource> desired, boolean exclusive) {
    SortedMap<ResourceId, RouteResource> wanted = new TreeMap<>();
    desired.forEach(route -> wanted.put(route.id(), route));
    // What is on the link goes first: a gateway may be reached by it.
    wanted.values().stream()
        .sorted(Comparator.comparing((RouteResource route) -> route.via() != null))
        .forEach(this::want);
    owned.values().stream()
        .filter(entry -> !wanted.containsKey(entry.id()))
        .sorted(Comparator.comparing(Owned::id).reversed())
        .forEach(this::release);
    found.forEach((id, route) -> {
      if (!wanted.containsKey(id) && !owned.containsKey(id) && isSomebodys(route)) {
        foreign(id, route, exclusive);
      }
    });
    return new Plan(changes, forget, unmanaged, problems);
  }

  private void want(RouteResource wanted) {
    String name = wanted.interfaceName();
    if (name != null && links.stream().map(Link::name).noneMatch(name::equals)) {
      problems.add(KernelReading.missingInterface(wanted.id(), name, links));
      return;
    }
    Route to = wanted.route();
    Route now = found.get(wanted.id());
    List<FieldChange> fields = new ArrayList<>();
    if (now == null) {
      fields.add(new FieldChange("route", null, to.toString()));
    } else {
      compare(fields, "via", text(now.gateway()), text(to.gateway()));
      if (name != null) {
        compare(fields, "interface", now.interfaceName(), name);
      }
      compare(fields, "source", text(now.source()), text(to.source()));
      compare(fields, "type", now.type().text(), to.type().text());
    }
    if (fields.isEmpty()) {
      return;
    }
    Owned entry = owned.get(wanted.id());
    Map<String, String> replaced = now == null ? Map.of() : RouteText.prior(now);
    Owned take = new Owned(wanted, entry == null ? replaced : entry.prior());
    changes.add(
        new Change(
            wanted.id(),
            now == null ? Action.CREATE : Action.UPDATE,
            fields,
            wanted,
            take.equals(entry) ? null : take));
  }

  private static void compare(
      List<FieldChange> fields, String field, @Nullable String from, @Nullable String to) {
    if (!Objects.equals(from, to)) {
      fields.add(new FieldChange(field, from, to));
    }
  }

  private static @Nullable String text(@Nullable InetAddress address) {
    return address == null ? null : InetAddresses.format(address);
  }

  private void release(Owned entry) {
    Route now = found.get(entry.id());
    if (now == null) {
      forget.add(entry.id());
      return;
    }
    Map<String, String> prior = entry.prior();
    String to = prior.isEmpty() ? null : RouteText.prior(now, prior).toString();
    changes.add(
        new Change(
            entry.id(),
            Action.DELETE,
            List.of(new FieldChange("route", now.toString(), to)),
            null,
            // The entry travels with the change: the apply needs what stood there before.
            prior.isEmpty() ? null : entry));
  }

  private void foreign(ResourceId id, Route route, boolean exclusive) {
    if (exclusive) {
      FieldChange field = new FieldChange("route", route.toString(), null);
      changes.add(new Change(id, Action.DELETE, List.of(field), null, null));
    } else {
      unmanaged.add(id);
    }
  }

  private static boolean isSomebodys(Route route) {
    return (route.protocol().equals(RouteProtocol.STATIC)
            || route.protocol().equals(RouteProtocol.BOOT))
        && route.destination().length() > 0
        && route.table() != Route.TABLE_LOCAL;
  }
}
