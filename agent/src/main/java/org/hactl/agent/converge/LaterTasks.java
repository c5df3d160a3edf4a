package org.hactl.agent.converge;

import java.time.Duration;

/** Runs tasks that can wait, on its own threads. */
public interface LaterTasks {
  /** Runs it once after the delay; it may block. */
  void after(Duration delay, Runnable task);

  /** Runs it as soon as no other task is being done. */
  void soon(Runnable task);
}
