package org.hactl.control;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that stand in for each other start their agents one after another, and none after one whose
 * agent did not come up: what is wrong with an image takes one of them and not all.
 */
final class ActivationTurn {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable String failed;

  /** Starts one agent. */
  interface Activation {
    AgentClient run() throws HostException;
  }

  /** Waits for those before, then starts the agent of this host. */
  AgentClient take(String host, Activation activation) throws HostException {
    lock.lock();
    try {
      if (failed != null) {
        throw HostException.failed(
            "its agent was not started, since that of %s could not be".formatted(failed),
            "mend %s, or --limit past it, and apply again".formatted(failed));
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
