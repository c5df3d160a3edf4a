package org.hactl.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.host.Kinds;
import org.hactl.module.Action;
import org.hactl.module.Change;

/**
 * The order in which the changes of several kinds are applied. Pure.
 *
 * <p>Removals come first, from the top down. Then resources are put in place from the ground up:
 * the package before its file, the file before its service, a link before its sysctls, a real
 * server's ARP sysctls before its loopback address, the filter of a VIP before the VIP, the address
 * before its routes and rules and the virtual service.
 */
public final class ChangeOrder {
  /** The kinds, from the ground up. */
  static final List<String> KINDS = Kinds.ORDER;

  private ChangeOrder() {}

  /**
   * One batch for one module.
   *
   * @param removal whether these are the deletions
   */
  public record KindStep(String kind, boolean removal, List<Change> changes) {
    public KindStep {
      changes = List.copyOf(changes);
    }
  }

  /** The place of a kind in the order; an unknown kind comes last. */
  public static int rank(String kind) {
    int rank = KINDS.indexOf(kind);
    return rank < 0 ? KINDS.size() : rank;
  }

  /** The order of kinds, from the ground up; the given order decides between kinds unknown here. */
  public static List<String> sorted(List<String> kinds) {
    return kinds.stream()
        .sorted((left, right) -> Integer.compare(rank(left), rank(right)))
        .toList();
  }

  /**
   * All steps of a set of plans. A kind without changes has no step. A step keeps the order of its
   * plan.
   */
  static List<KindStep> steps(Map<String, List<Change>> changesByKind) {
    List<String> kinds = sorted(List.copyOf(changesByKind.keySet()));
    List<KindStep> steps = new ArrayList<>();
    for (String kind : kinds.reversed()) {
      addStep(steps, kind, true, changesByKind.getOrDefault(kind, List.of()));
    }
    for (String kind : kinds) {
      addStep(steps, kind, false, changesByKind.getOrDefault(kind, List.of()));
    }
    return steps;
  }

  private static void addStep(
      List<KindStep> steps, String kind, boolean removal, List<Change> changes) {
    List<Change> mine =
        changes.stream().filter(change -> (change.action() == Action.DELETE) == removal).toList();
    if (!mine.isEmpty()) {
      steps.add(new KindStep(kind, removal, mine));
    }
  }
}
