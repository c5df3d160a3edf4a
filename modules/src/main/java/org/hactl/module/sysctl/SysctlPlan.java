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
import org.hactl.linux.SysctlKey;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelReading;

/** Compares wanted parameters with found ones. Pure. */
final class SysctlPlan {
  /** What the parameter was before hactl changed it. */
  static final String PRIOR_VALUE = "value";

  /**
   * Those of the whole host first: {@code net.ipv4.ip_forward} resets what stands below {@code
   * net.ipv4.conf}, and {@code all} what stands at the interfaces.
   */
  private static final Comparator<SysctlKey> ORDER =
      Comparator.<SysctlKey>comparingInt(key -> key.parts().size())
          .thenComparing(key -> !key.parts().contains("all"))
          .thenComparing(key -> !key.parts().contains("default"))
          .thenComparing(Comparator.naturalOrder());

  private final Map<SysctlKey, String> observed;
  private final Map<SysctlKey, Owned> owned = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<SysctlKey> changing = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Plan.Waiting> waiting = new ArrayList<>();
  private final Set<ResourceId> unreached = new HashSet<>();

  SysctlPlan(Collection<Owned> owned, Map<SysctlKey, String> observed) {
    this.observed = observed;
    owned.forEach(entry -> this.owned.put(SysctlKey.parse(entry.id().key()), entry));
  }

  Plan plan(Collection<SysctlResource> desired) {
    SortedMap<SysctlKey, SysctlResource> wanted = new TreeMap<>(ORDER);
    desired.forEach(sysctl -> wanted.put(sysctl.parsedKey(), sysctl));
    wanted.values().forEach(this::want);
    owned.entrySet().stream()
        .filter(entry -> !wanted.containsKey(entry.getKey()))
        .sorted(Map.Entry.<SysctlKey, Owned>comparingByKey(ORDER).reversed())
        .forEach(entry -> release(entry.getKey(), entry.getValue()));
    return new Plan(changes, forget, List.of(), problems, waiting, unreached);
  }

  private void want(SysctlResource wanted) {
    String now = observed.get(wanted.parsedKey());
    if (now == null) {
      unknown(wanted);
      return;
    }
    Optional<SysctlKey> resetBy =
        changing.stream().filter(key -> SysctlResets.resets(key, wanted.parsedKey())).findFirst();
    if (now.equals(wanted.value()) && resetBy.isEmpty()) {
      return;
    }
    changing.add(wanted.parsedKey());
    String from = now + resetBy.map(key -> " (reset by " + key + ")").orElse("");
    Owned entry = owned.get(wanted.parsedKey());
    Map<String, String> prior = entry == null ? Map.of(PRIOR_VALUE, now) : entry.prior();
    Owned take = new Owned(wanted, prior);
    changes.add(
        new Change(
            wanted.id(),
            Action.UPDATE,
            List.of(new FieldChange("value", from, wanted.value())),
            wanted,
            take.equals(entry) ? null : take));
  }

  private void unknown(SysctlResource wanted) {
    List<String> parts = wanted.parsedKey().parts();
    unreached.add(wanted.id());
    String problem = wanted.id() + ": this host's kernel has no such parameter; ";
    if (parts.size() == 5 && parts.get(0).equals("net")) {
      String name = parts.get(3);
      waiting.add(
          new Plan.Waiting(
              KernelReading.link(name),
              problem + "is there an interface %s, and is the name right?".formatted(name)));
    } else {
      problems.add(problem + "is the name right, and the module loaded that it belongs to?");
    }
  }

  private void release(SysctlKey key, Owned entry) {
    String now = observed.get(key);
    String prior = entry.prior().get(PRIOR_VALUE);
    if (now == null || prior == null || prior.equals(now)) {
      forget.add(entry.id());
      return;
    }
    changes.add(
        new Change(
            entry.id(), Action.DELETE, List.of(new FieldChange("value", now, prior)), null, null));
  }
}
