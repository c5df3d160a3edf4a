package org.hactl.agent.converge;

import java.time.Duration;

/** Runs tasks that can wait, on its own threads. */
interface LaterTasks {
  /** Runs the task once after the delay. The task may block. */
  void after(Duration delay, Runnable task);

  /** Runs the task as soon as no other task runs. */
  void soon(Runnable task);
}
