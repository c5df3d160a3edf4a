package org.hactl.agent.converge;

import java.util.Set;
import java.util.function.Supplier;
import org.hactl.host.Holds;
import org.hactl.host.HostState;

/**
 * Makes the virtual routers of this host stand by while it is in maintenance. A hold and an apply
 * may come at the same moment: the later of the two has both. Safe for use from any thread.
 */
final class MaintenanceStandBy {
  private final Engines engines;
  private final Supplier<Holds> holds;

  /** The state that the engines run or are about to run. */
  private HostState inEngines = HostState.empty("", "");

  MaintenanceStandBy(Engines engines, Supplier<Holds> holds) {
    this.engines = engines;
    this.holds = holds;
  }

  /** The engines are about to run this state. */
  synchronized void follow(HostState state) {
    inEngines = state;
    apply();
  }

  /** The holds may be others now. */
  synchronized void apply() {
    boolean all = holds.get().maintenance(inEngines.host()).isPresent();
    engines.standBy(all ? inEngines.routerNames() : Set.of());
  }
}
