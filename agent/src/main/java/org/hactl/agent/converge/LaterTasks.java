package org.hactl.agent.converge;

import java.time.Duration;

/** Runs what need not be done now, on threads of its own. */
public interface LaterTasks {
  /** Runs it once after the delay; it may block. */
  void after(Duration delay, Runnable task);

  /** Runs it as soon as no other task is being done. */
  void soon(Runnable task);
}
