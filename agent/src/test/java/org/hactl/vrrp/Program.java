package org.hactl.vrrp;

import java.util.function.Function;
import java.util.function.Supplier;

/** What simulated directors run: the engine, right or with something wrong in it. */
class Program extends Parts {

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
