package org.hactl.reconcile;

import java.util.List;
import org.hactl.module.Change;

/**
 * The changes that a pass would make.
 *
 * @param changes in the order in which they would be applied
 * @param problems why the desired state cannot be reached
 */
public record Preview(List<Change> changes, List<String> problems) {
  public Preview {
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }
}
