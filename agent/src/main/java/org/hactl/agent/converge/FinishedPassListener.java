package org.hactl.agent.converge;

import java.util.Map;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassOutcome;

/** Receives every pass that a worker has finished, on the worker's thread. */
@FunctionalInterface
interface FinishedPassListener {
  /**
   * @param causes why the pass looked at each kind
   */
  void finished(Pass pass, Map<String, Cause> causes, PassOutcome outcome);
}
