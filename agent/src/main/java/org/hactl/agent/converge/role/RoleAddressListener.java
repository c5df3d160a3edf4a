package org.hactl.agent.converge.role;

import java.util.List;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** Receives the results of {@link RoleAddresses}, on the thread of {@link RoleAddresses}. */
public interface RoleAddressListener {
  RoleAddressListener NOOP =
      new RoleAddressListener() {
        @Override
        public void taken(List<String> routers) {}

        @Override
        public void changed(List<Resource> present, List<ResourceId> absent) {}

        @Override
        public void done() {}
      };

  /** All addresses of these masters are in place. */
  void taken(List<String> routers);

  /**
   * The addresses {@code present} were added, and the addresses and virtual services {@code absent}
   * were removed.
   */
  void changed(List<Resource> present, List<ResourceId> absent);

  /** A pass is due, to do the rest of the work. */
  void done();
}
