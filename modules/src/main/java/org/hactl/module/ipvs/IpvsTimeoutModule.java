package org.hactl.module.ipvs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelReading;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of the IPVS table. One that is right already is accepted and not owned; one that
 * hactl changed is put back when it leaves the site. {@code exclusive} has no meaning.
 */
public final class IpvsTimeoutModule
    implements Module<IpvsTimeoutResource, Optional<IpvsTimeouts>> {
  /** The timeout in seconds before hactl changed it. */
  static final String PRIOR_SECONDS = "seconds";

  private final Ipvs ipvs;

  public IpvsTimeoutModule(Ipvs ipvs) {
    this.ipvs = ipvs;
  }

  @Override
  public String kind() {
    return IpvsTimeoutResource.KIND;
  }

  @Override
  public Class<IpvsTimeoutResource> resourceType() {
    return IpvsTimeoutResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  /** Empty if nothing is asked for, or if this kernel has no IPVS and none is wanted. */
  @Override
  public Optional<IpvsTimeouts> observe(
      Collection<IpvsTimeoutResource> desired, Collection<Owned> owned) throws ModuleException {
    if (desired.isEmpty() && owned.isEmpty()) {
      return Optional.empty();
    }
    return KernelReading.readIpvs(!desired.isEmpty(), ipvs::timeouts);
  }

  @Override
  public Plan plan(
      Collection<IpvsTimeoutResource> desired,
      Collection<Owned> owned,
      Optional<IpvsTimeouts> observed,
      boolean exclusive) {
    List<Change> changes = new ArrayList<>();
    List<ResourceId> forget = new ArrayList<>();
    SortedMap<ResourceId, Owned> left = new TreeMap<>();
    owned.forEach(each -> left.put(each.id(), each));
    desired.stream()
        .sorted(Comparator.comparing(IpvsTimeoutResource::state))
        .forEach(wanted -> {
          Owned entry = left.remove(wanted.id());
          observed
              .map(all -> wanted.state().of(all))
              .filter(now -> now != wanted.seconds())
              .ifPresent(now -> changes.add(update(wanted, now, entry)));
        });
    left.forEach((id, entry) ->
        back(id, entry, observed).ifPresentOrElse(changes::add, () -> forget.add(id)));
    return new Plan(changes, forget, List.of(), List.of());
  }

  private static Change update(IpvsTimeoutResource wanted, int now, @Nullable Owned entry) {
    Map<String, String> prior =
        entry == null ? Map.of(PRIOR_SECONDS, String.valueOf(now)) : entry.prior();
    Owned take = new Owned(wanted, prior);
    return new Change(
        wanted.id(),
        Action.UPDATE,
        List.of(new FieldChange(PRIOR_SECONDS, "" + now, "" + wanted.seconds())),
        wanted,
        take.equals(entry) ? null : take);
  }

  /** The change that puts the earlier timeout back; empty if there is nothing to put back. */
  private static Optional<Change> back(ResourceId id, Owned entry, Optional<IpvsTimeouts> all) {
    String prior = entry.prior().get(PRIOR_SECONDS);
    return all.map(found -> String.valueOf(IpvsTimeoutResource.state(id).of(found)))
        .filter(now -> prior != null && !prior.equals(now))
        .map(now ->
            new Change(
                id,
                Action.DELETE,
                List.of(new FieldChange(PRIOR_SECONDS, now, prior)),
                null,
                null));
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      try {
        ipvs.timeouts(IpvsTimeoutResource.state(change.id()).only(seconds(change)));
        results.add(ChangeResult.ok(change));
      } catch (LinuxException e) {
        results.add(
            new ChangeResult(change, new ModuleException(change.id() + ": " + e.getMessage(), e)));
      }
    }
    return results;
  }

  private static int seconds(Change change) {
    return change.fields().stream()
        .flatMap(field -> Optional.ofNullable(field.to()).stream())
        .map(Integer::parseInt)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(change.id() + ": no timeout"));
  }
}
