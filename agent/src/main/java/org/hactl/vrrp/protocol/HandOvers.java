package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.concat;
import static org.hactl.vrrp.model.Effect.release;

import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Input.AndThen;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.protocol.HandOver.Purpose;

/**
 * How a router gives its role away without a gap. It stays MASTER, with its addresses, until it has
 * heard another master and that one has its addresses; only then it becomes backup. If it hears
 * none, it is master again, unless it has to stop or to stand by. A router that is preempted does
 * the same: RFC 5798 section 6.4.3 makes it backup at once, when the other one has only advertised.
 */
final class HandOvers {
  private static final List<Effect> NOTHING = List.of();

  private final RouterSelf self;
  private final Transitions transitions;
  private final MasterRole asMaster;
  private final BackupRole asBackup;

  HandOvers(RouterSelf self, Transitions transitions, MasterRole asMaster, BackupRole asBackup) {
    this.self = self;
    this.transitions = transitions;
    this.asMaster = asMaster;
    this.asBackup = asBackup;
  }

  List<Effect> handOver(Input.HandOver wanted, long nowNanos) {
    boolean stop = wanted.then() == AndThen.STOP;
    if (transitions.state() == State.MASTER) {
      return asMaster.isLeaving() && !stop
          ? NOTHING
          : asMaster.offer(stop ? Purpose.STOP : Purpose.FOLLOW, wanted.waitNanos(), nowNanos);
    }
    return stop ? transitions.shutdown(nowNanos) : NOTHING;
  }

  /** A master gives its role to a director with a newer version of the site; an owner does not. */
  List<Effect> standBack(Input.OlderSite wanted, long nowNanos) {
    return transitions.state() != State.MASTER || self.isOwner() || asMaster.isLeaving()
        ? NOTHING
        : asMaster.offer(Purpose.STAND_BACK, wanted.waitNanos(), nowNanos);
  }

  /**
   * Another router has preempted this master. It has advertised and is about to add its addresses:
   * until it has announced them, this one answers.
   */
  List<Effect> makeWay(Advertisement heard, long nowNanos) {
    asBackup.makeWay(heard, nowNanos);
    asMaster.makeWay(nowNanos + ProtocolTimers.servesOnNanos(heard.intervalNanos()));
    return NOTHING;
  }

  List<Effect> standBy(Input.StandBy wanted, long nowNanos) {
    boolean before = asBackup.standsBy();
    asBackup.standBy(wanted.on());
    if (before == wanted.on()) {
      return NOTHING;
    }
    return switch (transitions.state()) {
      case INIT, FAULT -> NOTHING;
      case MASTER ->
          wanted.on() && !asMaster.isLeaving()
              ? asMaster.offer(Purpose.STAND_BY, wanted.waitNanos(), nowNanos)
              : NOTHING;
      case BACKUP -> {
        asBackup.standByChanged(nowNanos);
        yield NOTHING;
      }
    };
  }

  /** The router had given its role away before it started. */
  List<Effect> handedOver() {
    if (transitions.state() != State.MASTER) {
      asBackup.yieldToAnyone();
    }
    return NOTHING;
  }

  /** A router that stands by starts; it may have been master a moment ago. */
  List<Effect> start(boolean wasMaster, long nowNanos) {
    return concat(wasMaster ? release() : NOTHING, transitions.listen(Reason.OPERATOR, nowNanos));
  }

  /** An advertisement of another router while this one hands its role over. */
  List<Effect> hear(Advertisement heard, long nowNanos) {
    HandOver handOver = asMaster.handOver();
    if (handOver.isTaken()) {
      asBackup.hear(heard, nowNanos);
    } else if (heard.priority() > 0) {
      rememberToYield();
      asBackup.makeWay(heard, nowNanos);
      handOver.taken(nowNanos + ProtocolTimers.servesOnNanos(heard.intervalNanos()));
    }
    return NOTHING;
  }

  private void rememberToYield() {
    if (asMaster.handOver().follows()) {
      asBackup.yieldToAnyone();
    }
  }

  List<Effect> onTimer(long nowNanos) {
    HandOver handOver = asMaster.handOver();
    if (!handOver.isOver(nowNanos)) {
      return handOver.repeatIsDue(nowNanos) ? asMaster.offerAgain(nowNanos) : NOTHING;
    }
    if (handOver.isTaken()) {
      return finish(nowNanos);
    }
    return handOver.stops() || asBackup.standsBy() ? follow(nowNanos) : asMaster.takeBack(nowNanos);
  }

  /** Ends the hand-over at once, also if no other master is heard. */
  List<Effect> follow(long nowNanos) {
    if (!asMaster.handOver().isTaken()) {
      rememberToYield();
      asBackup.rest();
      asBackup.follow(nowNanos);
    }
    return finish(nowNanos);
  }

  private List<Effect> finish(long nowNanos) {
    if (asMaster.handOver().stops()) {
      return transitions.resign(State.INIT, Reason.SHUTDOWN, nowNanos);
    }
    HeardMaster next = asBackup.master();
    Reason why = asMaster.handOver().reason();
    List<Effect> word =
        asMaster.handOver().purpose() == Purpose.MAKE_WAY ? asMaster.farewell() : NOTHING;
    List<Effect> end = asMaster.end(nowNanos);
    return concat(
        concat(word, end),
        transitions.changeState(State.BACKUP, why, next.address(), next.priority()));
  }
}
