package org.hactl.agent.engines;

import java.util.List;
import java.util.Optional;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * How far the virtual routers have changed on the wire: a state is on trial, then confirmed, then
 * settled. Safe for use from any thread.
 */
final class WireStages {
  /** The last state that is not on trial: other directors know its routers. */
  private volatile HostState confirmed;

  private volatile WireChange change;

  /** The confirmed change whose old routers are still heard; null if there is none. */
  private volatile @Nullable WireChange settling;

  /** The state whose routers an earlier process still heard; null if there is none. */
  private volatile @Nullable HostState accepted;

  WireStages(HostState state) {
    this.confirmed = state;
    this.change = WireChange.none(state);
  }

  /** The routers of this state are heard with the next one that is configured. */
  void accept(HostState before) {
    accepted = before;
  }

  /** The routers of a state that is configured and not on trial. */
  List<RouterConfig> configured(HostState state) {
    HostState before = accepted;
    WireChange next = before == null ? WireChange.none(state) : new WireChange(before, state);
    change = next;
    confirmed = state;
    return next.confirmed();
  }

  /** The state is configured; the change that an earlier process began goes on. */
  void goesOn() {
    if (change.isAny()) {
      settling = change;
    }
  }

  /** The routers of a state that is on trial from now on, as they are in its stage. */
  List<RouterConfig> onTrial(HostState wanted) {
    WireChange earlier = settling;
    WireChange next =
        earlier != null && earlier.after().equals(wanted)
            ? earlier
            : new WireChange(confirmed, wanted);
    change = next;
    accepted = null;
    return next.equals(earlier) ? next.confirmed() : next.pending();
  }

  /** The old routers are not heard any more, because a state is configured. */
  void forgetOld() {
    settling = null;
  }

  /** The state on trial is confirmed. Returns the change; empty if no router has stages. */
  Optional<WireChange> confirmed() {
    WireChange now = change;
    confirmed = now.after();
    return Optional.of(now).filter(WireChange::isAny);
  }

  /** From now on the old routers of a confirmed change are heard until it has settled. */
  void settles(WireChange confirmedChange) {
    settling = confirmedChange;
  }

  /** The state whose routers alone count from now on; empty if another one was configured. */
  Optional<HostState> settled() {
    accepted = null;
    WireChange now = change;
    if (!now.equals(settling)) {
      return Optional.empty();
    }
    change = WireChange.none(now.after());
    return Optional.of(now.after());
  }
}
