package org.hactl.agent.engines;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.host.HostState;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;

/**
 * Hands virtual routers of this host over: an operator asks for it, or another director has a newer
 * version of the site. None is handed over while the host stands still for another process of the
 * agent. Safe for use from any thread.
 */
public final class HandOverRequests {
  private final VrrpHost vrrp;
  private final HandOvers handOvers;
  private final Supplier<HostState> state;
  private final Object lock = new Object();
  private volatile boolean standsStill;

  /**
   * @param state the one for which the engines are configured
   */
  public HandOverRequests(VrrpHost vrrp, HandOvers handOvers, Supplier<HostState> state) {
    this.vrrp = vrrp;
    this.handOvers = handOvers;
    this.state = state;
  }

  /**
   * Begins no hand-over until {@link #goOn}, and writes down those that are done, for the process
   * that takes over.
   *
   * @return why that is not possible now; empty if it is done
   */
  public Optional<String> standStill() {
    synchronized (lock) {
      if (vrrp.handsOver()) {
        return Optional.of("a role is being handed over");
      }
      standsStill = true;
    }
    handOvers.save();
    return Optional.empty();
  }

  /** Hand-overs are possible again. */
  public void goOn() {
    standsStill = false;
  }

  /** Whether another process of the agent is about to take over, so that no hand-over begins. */
  public boolean standsStill() {
    return standsStill;
  }

  /**
   * Hands a virtual router over, with all routers of its sync group.
   *
   * @param who asks, in the form {@code ann@desk}
   * @return false if the host stands still for another process of the agent
   */
  public boolean handOver(String router, String who) {
    List<String> together =
        state.get().vrrp().groupOf(router).map(SyncGroupSpec::routers).orElse(List.of(router));
    synchronized (lock) {
      if (standsStill) {
        return false;
      }
      handOvers.asked(together, who);
      vrrp.handOver(router);
      return true;
    }
  }

  /**
   * Hands a virtual router over to a director with a newer version of the site, unless the host
   * stands still for another process of the agent: that one decides anew.
   */
  public void giveUp(String router) {
    synchronized (lock) {
      if (!standsStill) {
        vrrp.giveUp(router);
      }
    }
  }
}
