package org.hactl.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

final class FakeRules implements Rules {
  private final FakeKernel kernel;
  private final List<Rule> rules = new ArrayList<>();

  FakeRules(FakeKernel kernel) {
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
  public synchronized void add(Rule rule) {
    kernel.raiseFault("add rule", rule.toString());
    if (rules.contains(rule)) {
      throw new LinuxException("add rule", rule.toString(), Errno.EEXIST, "");
    }
    rules.add(rule);
    kernel.changed();
  }

  @Override
  public synchronized void remove(Rule rule) {
    kernel.raiseFault("remove rule", rule.toString());
    if (!rules.remove(rule)) {
      throw new LinuxException("remove rule", rule.toString(), Errno.ENOENT, "");
    }
    kernel.changed();
  }
}
