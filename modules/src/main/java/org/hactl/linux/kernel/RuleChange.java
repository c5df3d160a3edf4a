package org.hactl.linux.kernel;

/** One change of the policy rules. */
public sealed interface RuleChange {
  Rule rule();

  /** The operation, for errors: {@code add rule}. */
  String operation();

  /** Adds a rule that does not exist yet. */
  record Add(Rule rule) implements RuleChange {
    @Override
    public String operation() {
      return "add rule";
    }
  }

  /** Removes a rule. */
  record Remove(Rule rule) implements RuleChange {
    @Override
    public String operation() {
      return "remove rule";
    }
  }
}
