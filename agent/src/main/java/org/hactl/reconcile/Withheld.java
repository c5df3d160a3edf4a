package org.hactl.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * Wanted resources that would do harm because another program keeps changing a resource that they
 * rely on: the loopback VIP of a real server relies on its ARP sysctls. The agent removes the VIP
 * before it leaves the contested sysctl alone. Pure.
 *
 * @param causes for each withheld resource, the contested resource that it relies on
 */
record Withheld(Map<ResourceId, ResourceId> causes) {
  static final Withheld NOTHING = new Withheld(Map.of());

  Withheld {
    causes = Map.copyOf(causes);
  }

  /**
   * @param contested whether another program keeps changing a resource
   */
  static Withheld of(WantedResources want, Predicate<ResourceId> contested) {
    if (want.desired().stream().map(Resource::id).noneMatch(contested)) {
      return NOTHING;
    }
    Map<ResourceId, ResourceId> causes = new HashMap<>();
    for (Resource resource : want.desired()) {
      Optional<ResourceId> cause =
          Prerequisites.of(resource.id(), want.desired()).stream()
              .map(Resource::id)
              .filter(contested)
              .findFirst();
      cause.ifPresent(id -> causes.put(resource.id(), id));
    }
    return new Withheld(causes);
  }

  /** The wanted resources without those that are withheld. */
  WantedResources from(WantedResources want) {
    return causes.isEmpty()
        ? want
        : new WantedResources(
            want.desired().stream().filter(each -> !causes.containsKey(each.id())).toList(),
            want.claimed(),
            want.exclusive(),
            want.mode());
  }

  /** The text for the operator about a withheld resource. */
  static String explain(ResourceId withheld, ResourceId cause) {
    return "%s is removed from this host because another program keeps changing %s; it is added again when that value has stayed right for a minute"
        .formatted(withheld, cause);
  }

  /** The kinds with a resource that only one of the two withholds. */
  Set<String> differentKinds(Withheld other) {
    Set<ResourceId> different = new HashSet<>(causes.keySet());
    different.addAll(other.causes.keySet());
    different.removeIf(id -> causes.containsKey(id) && other.causes.containsKey(id));
    return different.stream().map(ResourceId::kind).collect(Collectors.toSet());
  }
}
