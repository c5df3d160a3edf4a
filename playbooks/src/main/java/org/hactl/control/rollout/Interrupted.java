package org.hactl.control.rollout;

import java.util.List;
import java.util.Map;

/**
 * What an operator is told who leaves a run.
 *
 * @param standings where each host stands, by name; empty if no host got a new state
 * @param remarks what else has to be known, a sentence for each
 */
public record Interrupted(Map<String, Standing> standings, List<String> remarks) {
  /** A run that has changed nothing yet. */
  public static final Interrupted UNCHANGED = new Interrupted(Map.of(), List.of());
}
