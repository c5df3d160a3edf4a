package org.hactl.agent.converge.time;

import java.time.Duration;

/** Runs tasks that can wait, on its own threads. */
public interface LaterTasks {
  /** Runs the task once after the delay. The task may block. */
  void after(Duration delay, Runnable task);

  /** Runs the task as soon as no other task runs. */
  void soon(Runnable task);

  /** Runs a task that has no other effect than to make later work faster. */
  default void warmUp(Runnable task) {
    soon(task);
  }
}
