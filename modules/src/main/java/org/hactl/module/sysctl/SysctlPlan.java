package org.hactl.module.sysctl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.LinkId;
import org.jspecify.annotations.Nullable;

/** Compares wanted parameters with found ones. Pure. */
final class SysctlPlan {
  /** The parameter's value before hactl changed it. */
  static final String PRIOR_VALUE = "value";

  /**
   * Parameters of the whole host come first: {@code net.ipv4.ip_forward} resets parameters below
   * {@code net.ipv4.conf}, and parameters of {@code all} reset those of the interfaces.
   */
  private static final Comparator<SysctlKey> ORDER =
      Comparator.<SysctlKey>comparingInt(key -> key.parts().size())
          .thenComparing(key -> !key.parts().contains("all"))
          .thenComparing(key -> !key.parts().contains("default"))
          .thenComparing(Comparator.naturalOrder());

  private final SysctlModule.Observed observed;
  private final Map<SysctlKey, Owned> owned = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<SysctlKey> changing = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Plan.Waiting> waiting = new ArrayList<>();
  private final Set<ResourceId> unreached = new HashSet<>();

  SysctlPlan(Collection<Owned> owned, SysctlModule.Observed observed) {
    this.observed = observed;
    owned.forEach(entry -> this.owned.put(SysctlResource.key(entry.id()), entry));
  }

  Plan plan(Collection<SysctlResource> desired) {
    SortedMap<SysctlKey, SysctlResource> wanted = new TreeMap<>(ORDER);
    desired.forEach(sysctl -> wanted.put(sysctl.parsedKey(), sysctl));
    wanted.values().forEach(this::want);
    owned.entrySet().stream()
        .filter(entry -> !wanted.containsKey(entry.getKey()))
        .sorted(Map.Entry.<SysctlKey, Owned>comparingByKey(ORDER).reversed())
        .forEach(entry -> release(entry.getKey(), entry.getValue()));
    return new Plan(changes, forget, List.of(), problems, waiting, unreached, List.of());
  }

  private void want(SysctlResource wanted) {
    switch (observed.readings().get(wanted.parsedKey())) {
      case null -> unknown(wanted);
      case SysctlReading.Value(String now) -> want(wanted, now);
      case SysctlReading.Unset _ -> change(wanted, null, Map.of());
      case SysctlReading.Refused(String words) ->
          problem(
              wanted.id(),
              wanted.id()
                  + ": it cannot be read, so hactl cannot tell whether it is as wanted ("
                  + words
                  + "); leave it out of the site");
    }
  }

  private void want(SysctlResource wanted, String now) {
    SysctlKey key = wanted.parsedKey();
    Optional<SysctlKey> resetBy =
        changing.stream().filter(other -> SysctlResets.resets(other, key)).findFirst();
    if (resetBy.isPresent()) {
      change(wanted, now + " (reset by " + resetBy.get() + ")", Map.of(PRIOR_VALUE, now));
      return;
    }
    if (now.equals(wanted.value())) {
      return;
    }
    SysctlModule.Rounding rounding = new SysctlModule.Rounding(wanted.value(), now);
    if (rounding.equals(observed.roundings().get(key))) {
      problem(wanted.id(), rounding.explain(wanted.id()));
      return;
    }
    change(wanted, now, Map.of(PRIOR_VALUE, now));
  }

  private void problem(ResourceId id, String text) {
    unreached.add(id);
    problems.add(text);
  }

  private void change(SysctlResource wanted, @Nullable String from, Map<String, String> found) {
    changing.add(wanted.parsedKey());
    Owned entry = owned.get(wanted.parsedKey());
    Owned take = new Owned(wanted, entry == null ? found : entry.prior());
    changes.add(
        new Change(
            wanted.id(),
            Action.UPDATE,
            List.of(new FieldChange("value", from, wanted.value())),
            wanted,
            take.equals(entry) ? null : take));
  }

  private void unknown(SysctlResource wanted) {
    unreached.add(wanted.id());
    String problem = wanted.id() + ": this host's kernel has no such parameter; ";
    Optional<String> interfaceName = wanted.parsedKey().interfaceName();
    if (interfaceName.isPresent()) {
      String name = interfaceName.get();
      waiting.add(
          new Plan.Waiting(
              new LinkId(name).resourceId(),
              problem
                  + "check that interface %s exists and that the name is right".formatted(name)));
    } else {
      problems.add(problem + "check the name, and load the kernel module that has it");
    }
  }

  private void release(SysctlKey key, Owned entry) {
    String prior = entry.prior().get(PRIOR_VALUE);
    switch (observed.readings().get(key)) {
      case SysctlReading.Value(String now) when prior != null && !prior.equals(now) ->
          changes.add(
              new Change(
                  entry.id(),
                  Action.DELETE,
                  List.of(new FieldChange("value", now, prior)),
                  null,
                  null));
      case SysctlReading.Refused(String words) when prior != null ->
          problem(entry.id(), entry.id() + ": it cannot be reset to " + prior + ": " + words);
      case null, default -> forget.add(entry.id());
    }
  }
}
