package org.hactl.vrrp.protocol;

import static org.hactl.vrrp.model.Effect.concat;
import static org.hactl.vrrp.model.Effect.release;

import java.net.InetAddress;
import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;

/**
 * The state of a router and every change of its state: the end of the old state, the beginning of
 * the new state, and the effects of both in order.
 */
final class Transitions {
  private static final List<Effect> NOTHING = List.of();

  private final RouterSelf self;
  private final MasterRole asMaster;
  private final BackupRole asBackup;
  private final Faults faults;
  private final HandOvers handOvers;
  private State state = State.INIT;
  private Reason reason = Reason.NOT_STARTED;
  private boolean grouped;

  Transitions(RouterSelf self, MasterRole asMaster, BackupRole asBackup, Faults faults) {
    this.self = self;
    this.asMaster = asMaster;
    this.asBackup = asBackup;
    this.faults = faults;
    this.handOvers = new HandOvers(self, this, asMaster, asBackup);
  }

  HandOvers handOvers() {
    return handOvers;
  }

  State state() {
    return state;
  }

  /** Why the router is in its state. */
  Reason reason() {
    return switch (state) {
      case BACKUP -> asBackup.standsBy() || asBackup.isYielding() ? Reason.OPERATOR : reason;
      case MASTER -> asMaster.isLeaving() ? leaving(asMaster.handOver().purpose()) : reason;
      case INIT, FAULT -> reason;
    };
  }

  private Reason leaving(HandOver.Purpose purpose) {
    return switch (purpose) {
      case FOLLOW, STAND_BY, STOP -> Reason.OPERATOR;
      case STAND_BACK -> Reason.OLDER_SITE;
      case MAKE_WAY -> reason;
    };
  }

  /** Why the router came into its state, whatever the operator has asked for since. */
  Reason cause() {
    return reason;
  }

  /** Is in the state that another process was in, for the reason that it had. */
  List<Effect> inherit(State from, Reason why) {
    List<Effect> effects = changeState(from, Reason.TAKEN_OVER);
    reason = why;
    return effects;
  }

  /** Becomes master, or waits until its sync group agrees. */
  List<Effect> lead(Reason why, long nowNanos) {
    if (asBackup.standsBy()) {
      asBackup.missMaster(nowNanos);
      return NOTHING;
    }
    if (!grouped) {
      return becomeMaster(why, nowNanos);
    }
    asBackup.waitForGroup(why, nowNanos);
    return NOTHING;
  }

  private List<Effect> becomeMaster(Reason why, long nowNanos) {
    InetAddress peer = asBackup.master().address();
    int peerPriority = asBackup.master().priority();
    asBackup.end();
    // The owner conflict that lowered the priority is over.
    int before = self.priority();
    self.effective().stepUp();
    List<Effect> priority = priorityChanged(before);
    asBackup.knowOneself();
    boolean handedOver = why == Reason.PRIORITY_ZERO || why == Reason.PREEMPTION;
    List<Effect> advertisement = asMaster.begin(handedOver, nowNanos);
    return concat(
        priority, concat(advertisement, changeState(State.MASTER, why, peer, peerPriority)));
  }

  /** Listens for a master. */
  List<Effect> listen(Reason why, long nowNanos) {
    asBackup.begin(nowNanos);
    boolean held = asBackup.hold().isHeld() && why != Reason.CRASH_LOOP;
    return changeState(State.BACKUP, held ? Reason.STARTUP_HOLD : why);
  }

  /** The down timer or the startup hold of a backup expired. */
  List<Effect> expire(long nowNanos) {
    if (!asBackup.hold().isHeld()) {
      return lead(asBackup.expiry(), nowNanos);
    }
    reason = Reason.STARTUP;
    if (self.isOwner()) {
      return lead(Reason.STARTUP_OWNER, nowNanos);
    }
    asBackup.awaitMaster(nowNanos);
    return NOTHING;
  }

  /** A master yields to the sender of this advertisement. */
  List<Effect> makeWay(Advertisement heard, long nowNanos) {
    Reason why =
        heard.priority() > self.priority()
            ? Reason.HIGHER_PRIORITY_PEER
            : Reason.HIGHER_ADDRESS_PEER;
    if (why == Reason.HIGHER_PRIORITY_PEER
        && !self.rules().options().strict()
        && !asMaster.hearsRival(heard.source(), nowNanos)) {
      return handOvers.makeWay(heard, nowNanos);
    }
    // One that has not preempted this router was master already, and has its addresses.
    List<Effect> word = asMaster.farewell();
    List<Effect> end = asMaster.end(nowNanos);
    asBackup.makeWay(heard, nowNanos);
    return concat(
        concat(word, changeState(State.BACKUP, why, heard.source(), heard.priority())), end);
  }

  /** A master becomes backup for this reason, and lets the other routers go first. */
  List<Effect> stepBack(Reason why, long nowNanos) {
    List<Effect> effects = resign(State.BACKUP, why, nowNanos);
    asBackup.follow(nowNanos);
    return effects;
  }

  List<Effect> shutdown(long nowNanos) {
    return switch (state) {
      case INIT -> NOTHING;
      case MASTER -> {
        // A second priority 0 would make the other routers wait again.
        List<Effect> word = asMaster.isLeaving() ? NOTHING : release();
        yield concat(word, resign(State.INIT, Reason.SHUTDOWN, nowNanos));
      }
      case BACKUP, FAULT -> rest(State.INIT, Reason.SHUTDOWN);
    };
  }

  /** Enters or leaves FAULT as the current faults require. */
  List<Effect> faultsChanged(Reason recovery, long nowNanos) {
    Reason fault = faults.reason();
    if (fault == null) {
      return state == State.FAULT ? listen(recovery, nowNanos) : NOTHING;
    }
    return switch (state) {
      case INIT -> asBackup.intent() == GroupIntent.LEAD ? rest(State.FAULT, fault) : NOTHING;
      case FAULT -> {
        reason = fault;
        yield NOTHING;
      }
      case MASTER -> {
        // Another router that is master already would be asked to take the role once more.
        List<Effect> word = asMaster.handOver().isTaken() ? NOTHING : release();
        yield concat(word, resign(State.FAULT, fault, nowNanos));
      }
      case BACKUP -> rest(State.FAULT, fault);
    };
  }

  /** The router joined a sync group or left it. */
  List<Effect> grouped(boolean member, long nowNanos) {
    grouped = member;
    boolean waited = state == State.BACKUP && asBackup.intent() == GroupIntent.LEAD;
    return !member && waited ? lead(asBackup.expiry(), nowNanos) : NOTHING;
  }

  /** Carries out what the sync group decided for this router. */
  List<Effect> decided(Input.GroupDecision decision, long nowNanos) {
    return switch (decision) {
      case LEAD ->
          asBackup.intent() == GroupIntent.LEAD && state != State.MASTER
              ? becomeMaster(asBackup.expiry(), nowNanos)
              : NOTHING;
      case WAIT -> state == State.INIT ? changeState(State.BACKUP, Reason.STARTUP) : NOTHING;
      case FOLLOW -> {
        if (state != State.MASTER) {
          yield NOTHING;
        }
        yield asMaster.isLeaving()
            ? handOvers.follow(nowNanos)
            : stepBack(Reason.GROUP_BACKUP, nowNanos);
      }
      case ANNOUNCE -> state == State.MASTER ? asMaster.announceAgain(nowNanos) : NOTHING;
    };
  }

  /** Reports the effective priority if it differs from {@code before}. */
  List<Effect> priorityChanged(int before) {
    if (self.priority() == before) {
      return NOTHING;
    }
    asMaster.priorityChanged();
    if (state == State.MASTER && !asMaster.isLeaving()) {
      asBackup.knowOneself();
    }
    return state == State.INIT ? NOTHING : List.of(new ChangePriority(before, self.priority()));
  }

  /** Stops being master, and forgets which router is master. */
  List<Effect> resign(State to, Reason why, long nowNanos) {
    // First the end of "two masters", then the transition that ended it.
    return concat(asMaster.end(nowNanos), rest(to, why));
  }

  /** Stops all timers, and forgets the master. */
  private List<Effect> rest(State to, Reason why) {
    asBackup.rest();
    return changeState(to, why);
  }

  List<Effect> changeState(State to, Reason why) {
    return changeState(to, why, null, 0);
  }

  List<Effect> changeState(State to, Reason why, @Nullable InetAddress peer, int peerPriority) {
    State from = state;
    state = to;
    reason = why;
    return List.of(new ChangeState(from, to, why, peer, peerPriority));
  }
}
