package org.hactl.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How far this process has taken over from another one, for a request to stop that comes meanwhile.
 * The main thread takes over; another thread stops the process.
 */
final class Passage {
  private enum Step {
    /** The other process has the roles. */
    BEFORE,
    /** The engines run here; the other process may still go on. */
    UNDECIDED,
    OURS,
    NOT_OURS
  }

  private Step step = Step.BEFORE;
  private boolean stopping;

  /**
   * The engines are about to run here.
   *
   * @throws IOException if this process has been told to stop: the other one goes on
   */
  synchronized void begin() throws IOException {
    if (stopping) {
      throw new IOException("this process was told to stop before it had taken over");
    }
    step = Step.UNDECIDED;
  }

  /** The other process has ended, and this one manages the host. */
  synchronized void ours() {
    end(Step.OURS);
  }

  /** The other process goes on. */
  synchronized void notOurs() {
    end(Step.NOT_OURS);
  }

  private void end(Step as) {
    step = as;
    notifyAll();
  }

  /**
   * This process stops: it takes nothing over from now on.
   *
   * @param atMost how long to wait for the decision
   * @return whether it has roles, which it must hand over
   */
  synchronized boolean stop(Duration atMost) throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + atMost.toNanos();
    while (step == Step.UNDECIDED) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return step == Step.OURS;
  }
}
