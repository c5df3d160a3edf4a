package org.hactl.vrrp.protocol;

import java.util.List;
import java.util.Objects;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;

/**
 * Routers that are all master or none of them. The group learns what each router does and steps the
 * other routers: a router in FAULT puts all in FAULT, a router that yields makes all yield, and all
 * become master when each router alone would.
 */
public class SyncGroup {
  private final String name;
  private final Observer observer;
  private List<? extends Member> members = List.of();
  private State state = State.INIT;
  private boolean busy;

  /** One router of the group. */
  public interface Member {
    VirtualRouter machine();

    /** Steps the router, and carries out the effects. */
    void step(Input input, long nowNanos);
  }

  /** Is called when all routers have reached the same state. */
  @FunctionalInterface
  public interface Observer {
    void changed(String group, State from, State to, Reason reason);
  }

  public SyncGroup(String name, Observer observer) {
    this.name = name;
    this.observer = observer;
  }

  public String name() {
    return name;
  }

  /** Sets the routers; the caller must then call {@link #settle}. */
  public void members(List<? extends Member> now) {
    members = List.copyOf(now);
  }

  /** Ends the group. */
  void dissolve() {
    members = List.of();
    tell(State.INIT, Reason.SHUTDOWN);
  }

  /** Steps the other members as the effects of one member's step require. */
  public void after(Member member, List<Effect> effects, long nowNanos) {
    if (!busy) {
      for (int index = 0; index < effects.size(); index++) {
        if (effects.get(index) instanceof Effect.HearLower) {
          stepOthers(member, Input.GroupDecision.ANNOUNCE, nowNanos);
        }
      }
      settle(nowNanos);
    }
  }

  private void stepOthers(Member one, Input input, long nowNanos) {
    busy = true;
    try {
      for (Member other : members) {
        if (other != one) {
          other.step(input, nowNanos);
        }
      }
    } finally {
      busy = false;
    }
  }

  /** Steps the members until their states agree with the group's rules. */
  public void settle(long nowNanos) {
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (isStarted() && (shareFault(nowNanos) || decide(nowNanos))) {
        // Each step may require another one.
      }
    } finally {
      busy = false;
    }
    tellCommonState();
  }

  private boolean isStarted() {
    for (Member member : members) {
      VirtualRouter router = member.machine();
      if (router.state() == State.INIT && router.intent() == GroupIntent.NONE) {
        return false;
      }
    }
    return true;
  }

  private boolean shareFault(long nowNanos) {
    for (Member member : members) {
      String faulty = faultyBeside(member);
      if (!Objects.equals(faulty, member.machine().faults().member())) {
        member.step(new Input.MemberFault(faulty), nowNanos);
        return true;
      }
    }
    return false;
  }

  protected @Nullable String faultyBeside(Member one) {
    for (Member other : members) {
      if (other != one && other.machine().faults().hasOwn()) {
        return other.machine().config().name();
      }
    }
    return null;
  }

  private boolean decide(long nowNanos) {
    boolean all = true;
    boolean followed = false;
    for (Member member : members) {
      if (member.machine().state() == State.FAULT) {
        return false;
      }
      all &= member.machine().intent() == GroupIntent.LEAD;
      followed |= member.machine().intent() == GroupIntent.FOLLOW;
    }
    for (Member member : members) {
      Input.GroupDecision decision = decision(member.machine().state(), all, followed);
      if (decision != null) {
        member.step(decision, nowNanos);
        return true;
      }
    }
    return false;
  }

  public Input.@Nullable GroupDecision decision(State state, boolean all, boolean followed) {
    return switch (state) {
      case INIT -> all ? Input.GroupDecision.LEAD : Input.GroupDecision.WAIT;
      case BACKUP -> all ? Input.GroupDecision.LEAD : null;
      case MASTER -> followed ? Input.GroupDecision.FOLLOW : null;
      case FAULT -> null;
    };
  }

  private void tellCommonState() {
    if (members.isEmpty()) {
      return;
    }
    VirtualRouter cause = members.getFirst().machine();
    for (Member member : members) {
      VirtualRouter router = member.machine();
      if (router.state() != cause.state()) {
        return;
      }
      cause = cause.reason().isOfGroup() ? router : cause;
    }
    tell(cause.state(), cause.reason());
  }

  private void tell(State to, Reason reason) {
    if (to != state) {
      State from = state;
      state = to;
      observer.changed(name, from, to, reason);
    }
  }
}
