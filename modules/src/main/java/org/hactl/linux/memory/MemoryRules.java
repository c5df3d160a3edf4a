package org.hactl.linux.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
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
      rules.add(kernels(family, 0, Route.TABLE_LOCAL));
      rules.add(kernels(family, 32_766, Route.TABLE_MAIN));
    }
  }

  private static Rule kernels(Family family, int priority, int table) {
    return Rule.builder(family, priority).table(table).protocol(RouteProtocol.KERNEL).build();
  }

  @Override
  public synchronized List<Rule> list() {
    return rules.stream()
        .map(rule -> kernel.protocolsKnown() ? rule : withoutProtocol(rule))
        .sorted(Comparator.comparing(Rule::family).thenComparingInt(Rule::priority))
        .toList();
  }

  @Override
  public BatchResult apply(List<RuleChange> changes) {
    return MemoryBatch.apply(changes, this::apply);
  }

  private void apply(RuleChange change) {
    Rule rule = kernel.protocolsKnown() ? change.rule() : withoutProtocol(change.rule());
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
          Rule named =
              rules.stream()
                  .filter(present -> isNamed(present, rule))
                  .findFirst()
                  .orElseThrow(() ->
                      new LinuxException(change.operation(), rule.toString(), Errno.ENOENT, ""));
          rules.remove(named);
        }
      }
    }
    kernel.changed();
    kernel.tell(
        change instanceof RuleChange.Add
            ? new KernelEvent.RuleAdded(rule)
            : new KernelEvent.RuleRemoved(rule));
  }

  private static Rule withoutProtocol(Rule rule) {
    return rule.toBuilder().protocol(RouteProtocol.UNSPECIFIED).build();
  }

  /** Whether a removal names a rule. Without a protocol it names the rule of any program. */
  private static boolean isNamed(Rule present, Rule named) {
    return named.protocol().equals(RouteProtocol.UNSPECIFIED)
        ? withoutProtocol(present).equals(named)
        : present.equals(named);
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
