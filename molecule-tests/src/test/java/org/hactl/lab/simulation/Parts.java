package org.hactl.lab.simulation;

import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.serve.RequestHandler;
import org.hactl.agent.store.Storage;
import org.hactl.linux.kernel.Kernel;

/**
 * What the product is given to work with. A planted mistake is one of these with an error in it.
 */
interface Parts {
  /** The parts without a mistake. */
  Parts SOUND = new Parts() {};

  default SimDisk disk() {
    return new SimDisk();
  }

  /** The agent's way to its disk. */
  default Storage storage(Storage storage) {
    return storage;
  }

  default LaterTasks later(LaterTasks tasks) {
    return tasks;
  }

  default Kernel kernel(Kernel kernel) {
    return kernel;
  }

  /** Whether a change on the wire is on trial before it counts. */
  default boolean hasStages() {
    return true;
  }

  /** Whether directors tell each other which version of the site they hold. */
  default boolean directorsSpeak() {
    return true;
  }

  default RequestHandler handler(String host, RequestHandler handler) {
    return handler;
  }
}
