package org.hactl.agent.engines;

import java.util.Set;
import org.hactl.host.HostState;

/**
 * The virtual routers of this host. A change by which directors know each other's advertisements
 * reaches the wire in stages: on trial, confirmed, settled. Methods that return nothing throw
 * {@link IllegalArgumentException} if the engine cannot be started or refuses the routers.
 */
public final class StagedRouters {
  private final VrrpHost vrrp;
  private final WireStages wire = new WireStages(HostState.empty("", ""));
  private volatile HostState state = HostState.empty("", "");

  public StagedRouters(VrrpHost vrrp) {
    this.vrrp = vrrp;
  }

  /** Runs the routers of a state that is not on trial. */
  public void configure(HostState wanted) {
    wire.configured(wanted);
    run(wanted, Set.of());
    wire.settles();
  }

  /** The routers of this earlier state are heard with the next one that is configured. */
  public void goOnSettling(HostState before) {
    wire.accept(before);
  }

  /**
   * Runs the routers of a state that is on trial.
   *
   * @param resumed new routers that this host is master of at this moment
   */
  public void tryOut(HostState wanted, Set<String> resumed) {
    wire.onTrial(wanted);
    run(wanted, resumed);
  }

  /**
   * The state that was tried out is confirmed.
   *
   * @return whether routers accept what they sent before until {@link #settled}
   */
  public boolean confirmed() {
    boolean settles = wire.confirmed();
    if (settles) {
      vrrp.configure(state, wire.routers());
      wire.settles();
    }
    return settles;
  }

  /**
   * All directors have confirmed the state, so that only its own routers count.
   *
   * @return false if another state was configured since
   */
  public boolean settled() {
    boolean settled = wire.settled();
    if (settled) {
      vrrp.configure(state, wire.routers());
    }
    return settled;
  }

  private void run(HostState wanted, Set<String> resumed) {
    state = wanted;
    vrrp.configure(wanted, wire.routers(), resumed);
  }
}
