package org.hactl.vrrp.engine;

import java.util.function.Function;
import java.util.function.Supplier;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.hactl.vrrp.protocol.VirtualRouter;

/** What simulated directors run: the real engine, or one with a mistake in it. */
class Program extends RouterFactory {

  /** The network that the engine sees above the kernel. */
  VrrpNetwork network(VrrpNetwork kernel) {
    return kernel;
  }

  /** With other state machines. */
  static Program withMachine(Function<RouterConfig, VirtualRouter> machine) {
    return new Program() {
      @Override
      VirtualRouter machine(RouterConfig config) {
        return machine.apply(config);
      }
    };
  }

  /** With other sync groups. */
  static Program withGroups(Supplier<SyncGroups> groups) {
    return new Program() {
      @Override
      SyncGroups groups(SyncGroup.Observer observer) {
        return groups.get();
      }
    };
  }
}
