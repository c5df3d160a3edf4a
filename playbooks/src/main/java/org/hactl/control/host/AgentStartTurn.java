package org.hactl.control.host;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agents of all directors one at a time, and stops at the first agent that does not
 * start: a bad image then fails on one director, not on all.
 */
public final class AgentStartTurn {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable String failed;

  /** Starts one agent. */
  public interface Activation {
    AgentClient run() throws HostException;
  }

  /** Waits for the hosts before this one, then starts its agent. */
  public AgentClient take(String host, Activation activation) throws HostException {
    lock.lock();
    try {
      if (failed != null) {
        throw HostException.notBegun(
            "the agent of %s did not start".formatted(failed),
            "repair %s or exclude it with --limit, then apply again".formatted(failed));
      }
      failed = host;
      AgentClient agent = activation.run();
      failed = null;
      return agent;
    } finally {
      lock.unlock();
    }
  }
}
