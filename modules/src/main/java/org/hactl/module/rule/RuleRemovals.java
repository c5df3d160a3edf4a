package org.hactl.module.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Plans removals of rules. The kernel removes the first rule of a priority that has all given
 * selectors: if a rule with more selectors comes first, the kernel would remove that rule instead.
 */
final class RuleRemovals {
  private final List<Rule> present;
  private final Set<ResourceId> going;

  /**
   * @param present in the kernel's order
   * @param going the rules that are removed together
   */
  RuleRemovals(List<Rule> present, Set<ResourceId> going) {
    this.present = new ArrayList<>(present);
    this.going = going;
  }

  /**
   * The kernel's changes that remove one rule, or why it cannot be removed.
   *
   * @param changes empty if it is gone already
   * @param inTheWay the rule that would be removed instead; null for none
   */
  record Removal(List<RuleChange> changes, @Nullable Rule inTheWay) {}

  Removal remove(ResourceId id) {
    // The kernel may have the rule twice, added by two programs: hactl's own goes first.
    return present.stream()
        .filter(rule -> RuleResource.id(rule).equals(id))
        .min(Comparator.comparing(rule -> !rule.protocol().equals(RouteProtocol.HACTL)))
        .map(rule -> removal(rule, new ArrayList<>()))
        .orElse(new Removal(List.of(), null));
  }

  /**
   * The removal of one rule. Rules that the kernel would remove in its place, and that leave as
   * well, go first.
   */
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

  /** Whether the kernel could remove this rule when asked to remove the named one. */
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
        && fits(named.suppressPrefixLength(), rule.suppressPrefixLength())
        && (named.protocol().equals(RouteProtocol.UNSPECIFIED)
            || named.protocol().equals(rule.protocol()));
  }

  private static boolean fits(@Nullable Object given, @Nullable Object has) {
    return given == null || given.equals(has);
  }
}
