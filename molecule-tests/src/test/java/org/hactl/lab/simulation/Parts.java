package org.hactl.lab.simulation;

import java.util.List;
import org.hactl.agent.converge.Clock;
import org.hactl.agent.converge.LaterTasks;
import org.hactl.agent.serve.RequestHandler;
import org.hactl.agent.store.Storage;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.ssh.HostLink;

/**
 * What the product is given to work with. A planted mistake is one of these with an error in it.
 */
interface Parts {
  /** The parts without a mistake. */
  Parts SOUND = new Parts() {};

  /** The agent's disk. */
  default Storage storage(Storage disk, SimDisk under) {
    return disk;
  }

  default LaterTasks later(LaterTasks tasks) {
    return tasks;
  }

  default Clock clock(Clock clock) {
    return clock;
  }

  default Kernel kernel(Kernel kernel) {
    return kernel;
  }

  default List<Module<?, ?>> modules(List<Module<?, ?>> modules, SimDisk disk) {
    return modules;
  }

  default RequestHandler handler(RequestHandler handler) {
    return handler;
  }

  default HostLink link(String host, HostLink link) {
    return link;
  }
}
