package org.hactl.vrrp.engine;

import java.util.function.Function;
import java.util.function.Supplier;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.hactl.vrrp.protocol.VirtualRouter;

/** The program of the simulated directors: the real engine, or an engine with a mistake. */
class Program extends RouterFactory {

  /** The network that the engine sees above the kernel. */
  VrrpNetwork network(VrrpNetwork kernel) {
    return kernel;
  }

  /** The real engine with other state machines. */
  static Program withMachine(Function<RouterConfig, VirtualRouter> machine) {
    return new Program() {
      @Override
      VirtualRouter machine(RouterConfig config) {
        return machine.apply(config);
      }
    };
  }

  /** The real engine with other sync groups. */
  static Program withGroups(Supplier<SyncGroups> groups) {
    return new Program() {
      @Override
      SyncGroups groups(SyncGroup.Observer observer) {
        return groups.get();
      }
    };
  }
}
