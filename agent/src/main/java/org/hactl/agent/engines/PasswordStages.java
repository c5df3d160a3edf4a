package org.hactl.agent.engines;

import java.util.List;
import java.util.Optional;
import org.hactl.host.HostState;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * How far the passwords of the virtual routers have changed: a state is on trial, then confirmed,
 * then settled. Safe for use from any thread.
 */
final class PasswordStages {
  /** The last state that is not on trial: its passwords are those that other directors know. */
  private volatile HostState confirmed;

  private volatile PasswordChange change;

  /** The confirmed change whose old passwords are still accepted; null if there is none. */
  private volatile @Nullable PasswordChange settling;

  /** The state whose passwords an earlier process still accepted; null if there is none. */
  private volatile @Nullable HostState accepted;

  PasswordStages(HostState state) {
    this.confirmed = state;
    this.change = PasswordChange.none(state);
  }

  /** The passwords of this state are accepted with the next one that is configured. */
  void accept(HostState before) {
    accepted = before;
  }

  /** The routers of a state that is configured and not on trial. */
  List<RouterConfig> configured(HostState state) {
    HostState before = accepted;
    PasswordChange next =
        before == null ? PasswordChange.none(state) : new PasswordChange(before, state);
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

  /** The routers of a state that is on trial from now on, with the passwords of its stage. */
  List<RouterConfig> onTrial(HostState wanted) {
    PasswordChange earlier = settling;
    PasswordChange next =
        earlier != null && earlier.after().equals(wanted)
            ? earlier
            : new PasswordChange(confirmed, wanted);
    change = next;
    accepted = null;
    return next.equals(earlier) ? next.confirmed() : next.pending();
  }

  /** The old passwords are not accepted any more, because a state is configured. */
  void forgetOld() {
    settling = null;
  }

  /** The state on trial is confirmed. Returns the change of passwords; empty if none changes. */
  Optional<PasswordChange> confirmed() {
    PasswordChange now = change;
    confirmed = now.after();
    return Optional.of(now).filter(PasswordChange::isAny);
  }

  /** From now on the old passwords of a confirmed change are accepted until it has settled. */
  void settles(PasswordChange confirmedChange) {
    settling = confirmedChange;
  }

  /** The state whose passwords alone count from now on; empty if another one was configured. */
  Optional<HostState> settled() {
    accepted = null;
    PasswordChange now = change;
    if (!now.equals(settling)) {
      return Optional.empty();
    }
    change = PasswordChange.none(now.after());
    return Optional.of(now.after());
  }
}
