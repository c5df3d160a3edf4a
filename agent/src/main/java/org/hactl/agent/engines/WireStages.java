package org.hactl.agent.engines;

import java.util.List;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * How far the virtual routers have changed on the wire: a state is on trial, then confirmed, then
 * settled. Safe for use from any thread.
 */
final class WireStages {
  /** The last state that is not on trial: other directors know its routers. */
  private HostState confirmed;

  /** The change to the state that is configured. */
  private WireChange change;

  private boolean onTrial;

  /** Whether the old routers of the confirmed change are still heard. */
  private boolean settling;

  /** The state whose routers an earlier process still heard; null if there is none. */
  private @Nullable HostState accepted;

  WireStages(HostState state) {
    this.confirmed = state;
    this.change = WireChange.none(state);
  }

  /** The routers of this state are heard with the next one that is configured. */
  synchronized void accept(HostState before) {
    accepted = before;
  }

  /** A state is configured that is not on trial. */
  synchronized void configured(HostState state) {
    change = accepted == null ? WireChange.none(state) : new WireChange(accepted, state);
    confirmed = state;
    onTrial = false;
    settling = false;
  }

  /** A state is on trial from now on, unless it is the one that settles. */
  synchronized void onTrial(HostState wanted) {
    if (!settling || !change.after().equals(wanted)) {
      change = new WireChange(confirmed, wanted);
      onTrial = true;
    }
    settling = false;
    accepted = null;
  }

  /** The state on trial is confirmed. Returns whether one of its routers has stages. */
  synchronized boolean confirmed() {
    confirmed = change.after();
    onTrial = false;
    return change.isAny();
  }

  /** The routers as the state has them in its stage. */
  synchronized List<RouterConfig> routers() {
    return onTrial ? change.pending() : change.confirmed();
  }

  /** The routers of a confirmed state run. The old ones are heard until the change has settled. */
  synchronized void settles() {
    settling = change.isAny();
  }

  /** The old routers are not heard any more. Returns false if another state was configured. */
  synchronized boolean settled() {
    accepted = null;
    if (!settling) {
      return false;
    }
    settling = false;
    change = WireChange.none(change.after());
    return true;
  }
}
