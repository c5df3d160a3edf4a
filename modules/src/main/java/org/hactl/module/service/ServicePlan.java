package org.hactl.module.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** Compares wanted services with found ones. Pure. */
final class ServicePlan {
  /** Whether the service ran before hactl changed it, as {@code true} or {@code false}. */
  static final String PRIOR_RUNNING = "running";

  /** Whether the service was enabled before hactl changed it; missing if unknown. */
  static final String PRIOR_ENABLED = "enabled";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9:_.@\\\\-]*");

  private final Map<String, ObservedService> observed;
  private final Map<ResourceId, Owned> owned = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private ServicePlan(Collection<Owned> owned, Map<String, ObservedService> observed) {
    this.observed = observed;
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static Plan of(
      Collection<ServiceResource> desired,
      Collection<Owned> owned,
      Map<String, ObservedService> observed) {
    ServicePlan plan = new ServicePlan(owned, observed);
    Set<ResourceId> wanted = new HashSet<>();
    desired.stream()
        .sorted(Comparator.comparing(ServiceResource::name))
        .forEach(service -> {
          wanted.add(service.id());
          plan.want(service);
        });
    plan.owned.values().stream()
        .filter(entry -> !wanted.contains(entry.id()))
        .sorted(Comparator.comparing(Owned::id).reversed())
        .forEach(plan::release);
    return new Plan(plan.changes, plan.forget, List.of(), plan.problems);
  }

  private void want(ServiceResource service) {
    ObservedService found = observed.get(service.name());
    if (found == null) {
      problems.add(service.id() + ": not a valid service name");
      return;
    }
    List<FieldChange> fields = new ArrayList<>();
    Map<String, String> prior = new TreeMap<>();
    boolean onlyRestart = false;
    switch (found.state()) {
      case ServiceState.NotFound() -> {
        addIf(fields, service.shallRun(), "running", "no such service yet", "yes");
        addIf(
            fields,
            Boolean.TRUE.equals(service.enabled()),
            "enabled",
            "no such service yet",
            "yes");
        prior.put(PRIOR_RUNNING, "false");
        prior.put(PRIOR_ENABLED, "false");
      }
      case ServiceState.Masked() -> {
        if (service.shallRun() || Boolean.TRUE.equals(service.enabled())) {
          problems.add(
              service.id()
                  + ": is masked, so it must not start; systemctl unmask "
                  + service.name()
                  + ", or leave it out of the site");
        }
      }
      case ServiceState.Found now -> {
        if (service.running() != null && service.running() != now.running()) {
          fields.add(new FieldChange("running", now.word(), service.running() ? "yes" : "no"));
        }
        if (service.enabled() != null && now.enabled().differs(service.enabled())) {
          fields.add(
              new FieldChange(
                  "enabled",
                  yes(now.enabled() == ServiceState.Enabled.YES),
                  yes(service.enabled())));
        }
        if (service.shallRun() && now.running()) {
          onlyRestart = fields.isEmpty();
          for (String what : stale(service, found.startedWith())) {
            fields.add(
                new FieldChange(service.reload() ? "reload" : "restart", null, "for " + what));
          }
        }
        prior.put(PRIOR_RUNNING, Boolean.toString(now.running()));
        if (now.enabled() != ServiceState.Enabled.FIXED) {
          prior.put(PRIOR_ENABLED, Boolean.toString(now.enabled() == ServiceState.Enabled.YES));
        }
      }
    }
    if (!fields.isEmpty()) {
      Owned already = owned.get(service.id());
      Owned take = new Owned(service, already == null ? prior : already.prior());
      changes.add(
          new Change(
              service.id(),
              onlyRestart ? Action.RUN : Action.UPDATE,
              fields,
              service,
              take.equals(already) ? null : take));
    }
  }

  /** The differences from what the running service was started with. */
  static List<String> stale(ServiceResource service, @Nullable Map<String, String> startedWith) {
    Map<String, String> then = startedWith == null ? Map.of() : startedWith;
    return service.startsWith().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(then.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** For an owned service that has left the site: restores the state it had before hactl. */
  private void release(Owned entry) {
    ObservedService found = observed.get(entry.id().key());
    List<FieldChange> fields = new ArrayList<>();
    if (found != null && found.state() instanceof ServiceState.Found now) {
      String running = entry.prior().get(PRIOR_RUNNING);
      if (running != null && Boolean.parseBoolean(running) != now.running()) {
        fields.add(new FieldChange("running", now.word(), yes(Boolean.parseBoolean(running))));
      }
      String enabled = entry.prior().get(PRIOR_ENABLED);
      if (enabled != null && now.enabled().differs(Boolean.parseBoolean(enabled))) {
        fields.add(
            new FieldChange(
                "enabled",
                yes(now.enabled() == ServiceState.Enabled.YES),
                yes(Boolean.parseBoolean(enabled))));
      }
    }
    if (fields.isEmpty() && (found == null || found.startedWith() == null)) {
      forget.add(entry.id());
    } else {
      // The change carries the journal's entry: the apply reads the service's prior state from it.
      changes.add(new Change(entry.id(), Action.DELETE, fields, null, entry));
    }
  }

  private static void addIf(
      List<FieldChange> fields, boolean condition, String field, String from, String to) {
    if (condition) {
      fields.add(new FieldChange(field, from, to));
    }
  }

  private static String yes(boolean yes) {
    return yes ? "yes" : "no";
  }
}
