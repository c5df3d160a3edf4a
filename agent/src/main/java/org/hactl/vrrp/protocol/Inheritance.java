package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.concat;

import java.util.List;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RoleSnapshot;
import org.hactl.vrrp.model.State;

/** Carries a router's state machine from one process to the next. */
final class Inheritance {
  private final RouterSelf self;
  private final MasterRole asMaster;
  private final BackupRole asBackup;
  private final Transitions transitions;

  Inheritance(RouterSelf self, MasterRole asMaster, BackupRole asBackup, Transitions transitions) {
    this.self = self;
    this.asMaster = asMaster;
    this.asBackup = asBackup;
    this.transitions = transitions;
  }

  RoleSnapshot snapshot(long nowNanos) {
    return new RoleSnapshot(
        transitions.state(),
        transitions.cause(),
        nowNanos,
        asBackup.master().snapshot(),
        asBackup.waiting(),
        asMaster.leading());
  }

  /** Goes on where the other process stood still; then this host's own faults count. */
  List<Effect> restore(RoleSnapshot from, long nowNanos) {
    List<Effect> effects =
        concat(lead(from, nowNanos), transitions.inherit(from.state(), from.reason()));
    return concat(effects, transitions.faultsChanged(Reason.RETRY, nowNanos));
  }

  private List<Effect> lead(RoleSnapshot from, long nowNanos) {
    if (from.state() != State.MASTER) {
      asBackup.restore(from, nowNanos);
      return List.of();
    }
    if (from.leading().steppedDown()) {
      self.effective().stepDown();
      asMaster.priorityChanged();
    }
    asBackup.end();
    asBackup.knowOneself();
    return asMaster.restore(from.leading(), nowNanos);
  }
}
