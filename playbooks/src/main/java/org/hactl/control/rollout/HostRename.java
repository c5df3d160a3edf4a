package org.hactl.control.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.SiteVersion;
import org.hactl.control.cost.Cost;
import org.hactl.control.cost.Effect;
import org.hactl.control.cost.PlanCosts;
import org.hactl.host.HostState;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.hactl.module.ipvs.IpvsResource;
import org.jspecify.annotations.Nullable;

/** A host that gets another name in the inventory and serves on meanwhile. Pure. */
public record HostRename(String from, String to) {
  /** Why it cannot be done, and what to do. */
  public record Refusal(String why, String next) {}

  /** What the inventory must say before. */
  public Optional<Refusal> ofInventory(Collection<String> inventory) {
    boolean old = inventory.contains(from);
    boolean renamed = inventory.contains(to);
    if (renamed && !old) {
      return Optional.empty();
    }
    if (old && renamed) {
      return refusal(
          "the inventory has both %s and %s".formatted(from, to),
          "rename is for one machine that gets another name: take %s out of the hosts file"
                  .formatted(from)
              + " if it is the same machine; if it is another one: hactl offboard %s"
                  .formatted(from));
    }
    return refusal(
        old
            ? "the inventory still has %s and not %s".formatted(from, to)
            : "the inventory has neither %s nor %s".formatted(from, to),
        "write %s in place of %s in the hosts file, in host_vars/ and in site.yml where it is named,"
                .formatted(to, from)
            + " with the same address; then run this again");
  }

  /**
   * What the machine must say before: it is the one that had the old name.
   *
   * @param status what answers under the new name; null if nothing does
   * @param others what all hosts say
   */
  public Optional<Refusal> ofMachine(@Nullable HostStatus status, Collection<HostStatus> others) {
    if (status == null) {
      return refusal(
          "no agent answers at the address of %s".formatted(to),
          "give it the address of %s in the inventory; hactl status shows why a host does not answer"
              .formatted(from));
    }
    if (status.host().equals(from)) {
      return Optional.empty();
    }
    if (!status.host().equals(to)) {
      return refusal(
          "the machine at the address of %s is %s, not %s".formatted(to, status.host(), from),
          "correct the address of %s in the inventory".formatted(to));
    }
    boolean remembered =
        others.stream()
            .map(HostStatus::version)
            .anyMatch(version -> version instanceof SiteVersion known && knows(known));
    return remembered
        ? Optional.empty()
        : refusal(
            "%s has its name already, and no host remembers %s".formatted(to, from),
            "hactl status shows what is in force");
  }

  private boolean knows(SiteVersion version) {
    return version.left().contains(from) || !version.members().getOrDefault(from, "").isEmpty();
  }

  /**
   * Whether the plan touches only names: nothing that serves may change with a rename.
   *
   * @param plans the changes by host
   * @param site the states that are applied
   */
  public Optional<Refusal> ofPlan(
      Map<String, List<ChangeView>> plans, Map<String, HostState> site) {
    PlanCosts costs = new PlanCosts(site);
    List<String> touched = new ArrayList<>();
    plans.forEach((host, changes) -> {
      Set<ResourceId> costly =
          costs.of(host, changes).stream()
              .filter(cost -> cost.effect().interrupts() || cost.effect() == Effect.ROLE_MAY_MOVE)
              .map(Cost::change)
              .collect(Collectors.toSet());
      for (ChangeView change : changes) {
        if (costly.contains(change.id())
            || ChangeCost.disturbs(List.of(change))
            || isNewOrGoes(change)) {
          touched.add("%s: %s".formatted(host, change.id()));
        }
      }
    });
    return touched.isEmpty()
        ? Optional.empty()
        : refusal(
            "more than the name changes: " + String.join(", ", touched),
            "hactl apply makes these changes; run hactl rename after it");
  }

  /** A router or a service that comes or goes is no rename of a host. */
  private static boolean isNewOrGoes(ChangeView change) {
    return switch (change.id().kind()) {
      case "vrrp", IpvsResource.KIND -> change.action() != Action.UPDATE;
      default -> false;
    };
  }

  private static Optional<Refusal> refusal(String why, String next) {
    return Optional.of(new Refusal(why, next + "; nothing was changed"));
  }
}
