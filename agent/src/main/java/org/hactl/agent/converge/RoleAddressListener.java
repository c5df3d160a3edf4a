package org.hactl.agent.converge;

import java.util.List;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** Receives what {@link RoleAddresses} has done, on its thread. */
interface RoleAddressListener {
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

  /** These addresses were added, and those were removed. */
  void changed(List<Resource> present, List<ResourceId> absent);

  /** A pass is due: it does what is left. */
  void done();
}
