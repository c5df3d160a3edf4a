package org.hactl.module.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Removals as the kernel takes them. It removes the first rule of the priority that has all that is
 * given, whatever it has besides: one that says more and stands before it would go instead.
 */
final class RuleRemovals {
  private final List<Rule> present;
  private final Set<ResourceId> going;

  /**
   * @param present in the kernel's order
   * @param going what is removed in one go
   */
  RuleRemovals(List<Rule> present, Set<ResourceId> going) {
    this.present = new ArrayList<>(present);
    this.going = going;
  }

  /**
   * What to ask of the kernel for one rule to go, or why it cannot go.
   *
   * @param changes nothing where it is gone already
   * @param inTheWay what would go instead; null if nothing would
   */
  record Removal(List<RuleChange> changes, @Nullable Rule inTheWay) {}

  Removal remove(ResourceId id) {
    List<Rule> gone = new ArrayList<>();
    for (Rule rule : present) {
      if (RuleResource.id(rule).equals(id)) {
        return removal(rule, gone);
      }
    }
    return new Removal(List.of(), null);
  }

  /** Those before it that are to go as well go first. */
  private Removal removal(Rule named, List<Rule> gone) {
    for (Rule rule : present) {
      if (rule.equals(named)) {
        break;
      }
      if (isTaken(rule, named)) {
        if (!going.contains(RuleResource.id(rule))) {
          return new Removal(List.of(), rule);
        }
        gone.add(rule);
      }
    }
    gone.add(named);
    present.removeAll(gone);
    return new Removal(gone.stream().<RuleChange>map(RuleChange.Remove::new).toList(), null);
  }

  /** Whether the kernel takes a rule where it is asked to remove the named one. */
  private static boolean isTaken(Rule rule, Rule named) {
    boolean action =
        named.action() == RuleAction.LOOKUP
            ? rule.table() == named.table()
            : rule.action() == named.action();
    return action
        && rule.family() == named.family()
        && rule.priority() == named.priority()
        && (named.tos() == 0 || rule.tos() == named.tos())
        && fits(named.from(), rule.from())
        && fits(named.to(), rule.to())
        && fits(named.mark(), rule.mark())
        && fits(named.incomingInterface(), rule.incomingInterface())
        && fits(named.outgoingInterface(), rule.outgoingInterface())
        && fits(named.ipProtocol(), rule.ipProtocol())
        && fits(named.sourcePorts(), rule.sourcePorts())
        && fits(named.destinationPorts(), rule.destinationPorts())
        && fits(named.suppressPrefixLength(), rule.suppressPrefixLength());
  }

  private static boolean fits(@Nullable Object given, @Nullable Object has) {
    return given == null || given.equals(has);
  }
}
