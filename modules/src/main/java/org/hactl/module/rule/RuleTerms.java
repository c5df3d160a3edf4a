package org.hactl.module.rule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelTerms;
import org.jspecify.annotations.Nullable;

/** Compares rules. Pure. */
final class RuleTerms implements KernelTerms<RuleResource, Rule> {
  /** Priorities of the kernel's own rules, for the tables local, main and default. */
  private static final Set<Integer> KERNELS = Set.of(0, 32_766, 32_767);

  private static final String FIELD = "rule";

  /** Whether the kernel says which program added a rule: it names itself for its own rules. */
  private final boolean protocolsKnown;

  RuleTerms(Collection<Rule> found) {
    protocolsKnown =
        found.stream().anyMatch(rule -> !rule.protocol().equals(RouteProtocol.UNSPECIFIED));
  }

  @Override
  public ResourceId id(Rule found) {
    return RuleResource.id(found);
  }

  /** None: a rule may name an interface that does not exist; then the rule matches no packet. */
  @Override
  public Stream<String> interfaces(RuleResource wanted, @Nullable Rule now) {
    return Stream.empty();
  }

  @Override
  public List<FieldChange> differences(RuleResource wanted, @Nullable Rule now, boolean owned) {
    return now == null
        ? List.of(new FieldChange(FIELD, null, wanted.inKernel().toString()))
        : List.of();
  }

  @Override
  public boolean isTagged(Rule found) {
    return found.protocol().equals(RouteProtocol.HACTL);
  }

  @Override
  public boolean isOurs(Owned entry, Rule now) {
    return !entry.tagged() || !protocolsKnown || isTagged(now);
  }

  @Override
  public List<FieldChange> removal(Rule now, Map<String, String> prior) {
    return List.of(new FieldChange(FIELD, now.toString(), null));
  }

  /**
   * False for the kernel's own rules, for those of the agent, and for rules that hactl could not
   * add again: a rule for VRFs has no table.
   */
  @Override
  public boolean isForeign(Rule rule) {
    boolean known = rule.action() == RuleAction.LOOKUP ? rule.table() != 0 : isSimple(rule);
    return known && !KERNELS.contains(rule.priority()) && !OwnTables.contain(rule.table());
  }

  private static boolean isSimple(Rule rule) {
    return rule.action() != RuleAction.OTHER;
  }
}
