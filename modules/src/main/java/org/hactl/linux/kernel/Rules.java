package org.hactl.linux.kernel;

import java.util.List;

/** The policy rules that say which packets are routed by which table. */
public interface Rules {
  /** All rules of both families, by family and priority. */
  List<Rule> list();

  BatchResult apply(List<RuleChange> changes);

  /**
   * @throws LinuxException EEXIST if there is an equal rule
   */
  default void add(Rule rule) {
    apply(List.of(new RuleChange.Add(rule))).orThrow();
  }

  /**
   * @throws LinuxException ENOENT if there is no such rule
   */
  default void remove(Rule rule) {
    apply(List.of(new RuleChange.Remove(rule))).orThrow();
  }
}
