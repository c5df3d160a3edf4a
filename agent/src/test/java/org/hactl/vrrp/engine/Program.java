package org.hactl.vrrp.engine;

import java.util.function.Function;
import java.util.function.Supplier;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.hactl.vrrp.protocol.VirtualRouter;

/** What simulated directors run: the engine, right or with something wrong in it. */
class Program extends RouterFactory {

  /** What the engine makes of the kernel below it. */
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
