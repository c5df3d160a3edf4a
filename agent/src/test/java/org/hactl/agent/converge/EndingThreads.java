package org.hactl.agent.converge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Threads for whose end a test can wait, so that none of them writes when its folder goes. */
public final class EndingThreads implements AgentThreads {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Thread> made = new CopyOnWriteArrayList<>();

  @Override
  public Thread make(String name, Runnable work) {
    Thread thread = AgentThreads.PLATFORM.make(name, work);
    made.add(thread);
    return thread;
  }

  @Override
  public Thread makeUrgent(String name, int realtimePriority, Runnable work) {
    return make(name, work);
  }

  /** Waits for those that were started. */
  void awaitEnd() {
    try {
      for (Thread thread : made) {
        if (thread.getState() != Thread.State.NEW) {
          boolean _ = thread.join(PATIENCE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
