package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.concat;

import java.util.List;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;

/**
 * Changes the parameters of a running router: its configuration, and the verdict of its tracking. A
 * timer of a backup that already runs is shifted, not started again.
 */
final class ParameterChanges {
  private static final List<Effect> NOTHING = List.of();

  private final RouterSelf self;
  private final MasterRole asMaster;
  private final BackupRole asBackup;
  private final Faults faults;
  private final Transitions transitions;
  private TrackVerdict verdict = TrackVerdict.FINE;

  ParameterChanges(
      RouterSelf self,
      MasterRole asMaster,
      BackupRole asBackup,
      Faults faults,
      Transitions transitions) {
    this.self = self;
    this.asMaster = asMaster;
    this.asBackup = asBackup;
    this.faults = faults;
    this.transitions = transitions;
  }

  TrackVerdict verdict() {
    return verdict;
  }

  List<Effect> tracked(TrackVerdict changed, long nowNanos) {
    if (changed.equals(verdict)) {
      return NOTHING;
    }
    verdict = changed;
    faults.tracked(changed.fault());
    List<Effect> effects = transitions.faultsChanged(Reason.TRACKED_UP, nowNanos);
    int before = self.priority();
    long oldWaitNanos = asBackup.waitNanos();
    self.effective().offset(changed.priorityOffset() - changed.rank().penalty());
    self.checked(changed.rank().decided());
    asBackup.shift(oldWaitNanos, nowNanos);
    reconsider(nowNanos);
    List<Effect> news = transitions.priorityChanged(before);
    return isMaster() && self.priority() != before
        ? concat(asMaster.advertiseNow(nowNanos), news)
        : concat(effects, news);
  }

  List<Effect> deferred(Input.Deferred changed, long nowNanos) {
    self.defer(changed.level());
    faults.elsewhere(self.defers(Deference.ROLE) ? changed.why() : null);
    List<Effect> effects = transitions.faultsChanged(Reason.OLDER_SITE_OVER, nowNanos);
    reconsider(nowNanos);
    return effects;
  }

  List<Effect> reconfigured(RouterConfig changed, long nowNanos) {
    RouterConfig old = self.config();
    RouterConfig oldRules = self.rules();
    int before = self.priority();
    long oldWaitNanos = asBackup.waitNanos();
    self.configure(changed);
    asBackup.reconfigured();
    // An advertisement that did not count before, such as one of another interval, may count now:
    // the down timer waits for the next one.
    asBackup.shift(oldWaitNanos, asBackup.nextHeardNanos(nowNanos));
    reconsider(nowNanos);
    List<Effect> news = transitions.priorityChanged(before);
    if (!isMaster()) {
      return news;
    }
    asBackup.knowOneself();
    asMaster.reconfigured(oldRules, nowNanos);
    return before == self.priority() && changed.advertisesLike(old)
        ? news
        : concat(asMaster.advertiseNow(nowNanos), news);
  }

  private void reconsider(long nowNanos) {
    if (transitions.state() == State.BACKUP) {
      asBackup.reconsider(nowNanos);
    }
  }

  private boolean isMaster() {
    return transitions.state() == State.MASTER && !asMaster.isLeaving();
  }
}
