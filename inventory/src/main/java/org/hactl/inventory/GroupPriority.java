package org.hactl.inventory;

import java.util.List;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlScalar;

/**
 * {@code ansible_group_priority}: of groups at the same depth, the one with the greater number
 * wins.
 */
final class GroupPriority {
  static final String VARIABLE = "ansible_group_priority";

  private static final int DEFAULT = 1;

  private GroupPriority() {}

  static int of(Group group) {
    return group.variables().stream()
        .filter(variable -> variable.name().equals(VARIABLE) && isNumber(variable))
        .reduce((_, last) -> last)
        .map(variable -> Integer.parseInt(((YamlScalar) variable.value()).text()))
        .orElse(DEFAULT);
  }

  /** Reports a priority that is not a number. */
  static void check(Group group, Problems problems) {
    for (Variable variable : group.variables()) {
      if (variable.name().equals(VARIABLE) && !isNumber(variable)) {
        problems.add(variable.at(), VARIABLE + ": expected a whole number, without a template");
      }
    }
  }

  /** Reports priorities in {@code group_vars}, which Ansible ignores. */
  static void refuse(List<Variable> variables, Problems problems) {
    for (Variable variable : variables) {
      if (variable.name().equals(VARIABLE)) {
        problems.add(
            variable.at(), VARIABLE + " counts only in the inventory's hosts file; move it there");
      }
    }
  }

  private static boolean isNumber(Variable variable) {
    return variable.value() instanceof YamlScalar scalar && scalar.text().matches("-?[0-9]{1,9}");
  }
}
