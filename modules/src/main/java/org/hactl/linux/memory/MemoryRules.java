package org.hactl.linux.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.linux.kernel.Rules;
import org.hactl.linux.net.Family;

final class MemoryRules implements Rules {
  private final MemoryKernel kernel;
  private final List<Rule> rules = new ArrayList<>();

  MemoryRules(MemoryKernel kernel) {
    this.kernel = kernel;
    for (Family family : Family.values()) {
      rules.add(Rule.lookup(family, 0, Route.TABLE_LOCAL));
      rules.add(Rule.lookup(family, 32_766, Route.TABLE_MAIN));
    }
  }

  @Override
  public synchronized List<Rule> list() {
    return rules.stream()
        .sorted(Comparator.comparing(Rule::family).thenComparingInt(Rule::priority))
        .toList();
  }

  @Override
  public BatchResult apply(List<RuleChange> changes) {
    return MemoryBatch.apply(changes, this::apply);
  }

  private void apply(RuleChange change) {
    Rule rule = change.rule();
    kernel.raiseFault(change.operation(), rule.toString());
    synchronized (this) {
      switch (change) {
        case RuleChange.Add _ -> {
          if (rules.stream().anyMatch(other -> isTakenFor(other, rule))) {
            throw new LinuxException(change.operation(), rule.toString(), Errno.EEXIST, "");
          }
          rules.add(rule);
        }
        case RuleChange.Remove _ -> {
          if (!rules.remove(rule)) {
            throw new LinuxException(change.operation(), rule.toString(), Errno.ENOENT, "");
          }
        }
      }
    }
    kernel.changed();
    kernel.tell(
        change instanceof RuleChange.Add
            ? new KernelEvent.RuleAdded(rule)
            : new KernelEvent.RuleRemoved(rule));
  }

  /**
   * Whether an added rule is a duplicate of an existing rule. Like the kernel, this ignores
   * addresses and a type of service that only the existing rule has.
   */
  private static boolean isTakenFor(Rule present, Rule added) {
    return present.toBuilder()
        .from(added.from() == null ? null : present.from())
        .to(added.to() == null ? null : present.to())
        .tos(added.tos() == 0 ? 0 : present.tos())
        .build()
        .equals(added);
  }
}
