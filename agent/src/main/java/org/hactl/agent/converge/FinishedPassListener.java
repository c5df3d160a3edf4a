package org.hactl.agent.converge;

import java.util.Map;
import org.hactl.reconcile.Outcome;
import org.hactl.reconcile.Pass;

/** Told of every pass that a worker has finished, on the worker's thread. */
@FunctionalInterface
interface FinishedPassListener {
  /**
   * @param causes why the pass looked at each kind
   */
  void finished(Pass pass, Map<String, Cause> causes, Outcome outcome);
}
