package org.hactl.agent.converge;

import java.time.Duration;
import org.hactl.api.Request.Extend.Stage;

/**
 * How far the run has come that this host waits for, as the run has told it. Kept in memory alone:
 * a generation that waits when the agent ends is rolled back. Safe for use from any thread.
 */
final class RunStage {
  private long generation;
  private Stage stage = Stage.WORKING;

  /** A run has begun with this generation, perhaps once more. */
  synchronized void begin(long number) {
    generation = number;
    stage = Stage.WORKING;
  }

  /** A later sign of life takes nothing back. */
  synchronized void told(long number, Stage said) {
    if (generation == number && said.compareTo(stage) > 0) {
      stage = said;
    }
  }

  /** Whether the run has come so far with this generation. */
  synchronized boolean is(long number, Stage least) {
    return generation == number && stage.compareTo(least) >= 0;
  }

  /**
   * How long the host waits for another word of the run.
   *
   * @param confirmWithin as the run has asked for
   */
  synchronized Duration patience(Duration confirmWithin) {
    // Directors that were not told hear of the confirmation before their own time is over.
    return stage == Stage.DECIDED ? confirmWithin.dividedBy(2) : confirmWithin;
  }
}
