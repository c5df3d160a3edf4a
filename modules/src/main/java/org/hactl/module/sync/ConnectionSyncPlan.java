package org.hactl.module.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.LinkId;
import org.hactl.module.sync.ConnectionSyncModule.Observed;
import org.hactl.module.sync.ConnectionSyncResource.Role;
import org.jspecify.annotations.Nullable;

/** Compares wanted threads with those that run. Pure. */
final class ConnectionSyncPlan {
  private final Observed observed;
  private final Map<Role, Owned> owned = new EnumMap<>(Role.class);
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<Plan.Waiting> waiting = new ArrayList<>();
  private final Set<ResourceId> unreached = new HashSet<>();

  ConnectionSyncPlan(Collection<Owned> owned, Observed observed) {
    this.observed = observed;
    owned.forEach(entry -> this.owned.put(ConnectionSyncResource.role(entry.id()), entry));
  }

  Plan plan(Collection<ConnectionSyncResource> desired) {
    Map<Role, ConnectionSyncResource> wanted = new EnumMap<>(Role.class);
    desired.forEach(each -> wanted.put(each.role(), each));
    wanted.values().forEach(this::want);
    owned.forEach((role, entry) -> {
      if (!wanted.containsKey(role)) {
        release(role, entry);
      }
    });
    return new Plan(changes, forget, List.of(), List.of(), waiting, unreached, List.of());
  }

  private void want(ConnectionSyncResource wanted) {
    if (!observed.interfaces().contains(wanted.interfaceName())) {
      unreached.add(wanted.id());
      waiting.add(
          new Plan.Waiting(
              new LinkId(wanted.interfaceName()).resourceId(),
              "%s: interface %s does not exist; this host has %s"
                  .formatted(
                      wanted.id(),
                      wanted.interfaceName(),
                      String.join(", ", observed.interfaces()))));
      return;
    }
    IpvsSyncDaemon now = running(wanted.role());
    List<FieldChange> fields = SyncFields.between(now, wanted.inKernel());
    if (fields.isEmpty()) {
      return;
    }
    Owned entry = owned.get(wanted.role());
    Map<String, String> found = now == null ? Map.of() : SyncFields.of(now);
    Owned take = new Owned(wanted, entry == null ? found : entry.prior());
    changes.add(
        new Change(
            wanted.id(),
            now == null ? Action.CREATE : Action.UPDATE,
            fields,
            wanted,
            take.equals(entry) ? null : take));
  }

  private void release(Role role, Owned entry) {
    IpvsSyncDaemon now = running(role);
    IpvsSyncDaemon prior =
        entry.prior().isEmpty() ? null : SyncFields.parse(role.inKernel(), entry.prior());
    if (Objects.equals(now, prior)) {
      forget.add(entry.id());
    } else {
      List<FieldChange> fields = SyncFields.all(now, prior);
      changes.add(new Change(entry.id(), Action.DELETE, fields, null, null));
    }
  }

  private @Nullable IpvsSyncDaemon running(Role role) {
    return observed.daemons().stream()
        .filter(each -> each.role() == role.inKernel())
        .findFirst()
        .orElse(null);
  }
}
