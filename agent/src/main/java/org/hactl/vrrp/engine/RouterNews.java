package org.hactl.vrrp.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RoleSnapshot;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.wire.AhSequence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener what happens to one router, and keeps its state for the status. */
final class RouterNews {
  private static final Logger log = LoggerFactory.getLogger(RouterNews.class);

  private String router;
  private final VrrpListener listener;
  private final InstantSource wallClock;
  private long sinceNanos;
  private long transitions;
  private Effect.@Nullable SeeTwoMasters otherMaster;

  RouterNews(String router, VrrpListener listener, InstantSource wallClock, long nowNanos) {
    this.router = router;
    this.listener = listener;
    this.wallClock = wallClock;
    this.sinceNanos = nowNanos;
  }

  void rename(String name) {
    router = name;
  }

  /** Goes on with what the engine of another process has told. */
  void restore(RouterSnapshot from) {
    sinceNanos = from.sinceNanos();
    transitions = from.transitions();
    otherMaster = from.otherMaster();
  }

  RouterSnapshot snapshot(
      RoleSnapshot role, AhSequence sequence, Input.Deferred deferred, TrafficCounters traffic) {
    return new RouterSnapshot(
        role,
        sinceNanos,
        transitions,
        otherMaster,
        sequence.sent(),
        sequence.heard(),
        deferred,
        traffic.status());
  }

  /**
   * @param priority the advertised priority
   * @param detail what is wrong, if there is a fault
   */
  void tell(Effect.News news, int priority, @Nullable String detail, long nowNanos) {
    Instant now = wallClock.instant();
    switch (news) {
      case Effect.ChangeState change -> {
        if (change.reason() != Reason.TAKEN_OVER) {
          sinceNanos = nowNanos;
          transitions++;
        }
        tell(new Transition(router, change, now, nowNanos, priority, detail));
      }
      case Effect.ChangePriority change ->
          tell(new VrrpEvent.PriorityChange(router, change.from(), change.to(), now));
      case Effect.HearLower lower ->
          tell(new VrrpEvent.LowerPriorityPeer(router, lower.peer(), lower.priority(), now));
      case Effect.SeeTwoMasters two -> {
        otherMaster = two;
        tell(new VrrpEvent.OtherMasterSeen(router, view(two, nowNanos), now));
      }
      case Effect.SeeOneMaster one -> {
        if (otherMaster != null && otherMaster.peer().equals(one.peer())) {
          otherMaster = null;
        }
        Duration lasted = Duration.ofNanos(one.lastedNanos());
        tell(new VrrpEvent.OtherMasterGone(router, one.peer(), lasted, now));
      }
    }
  }

  private void tell(VrrpEvent event) {
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      log.error("a listener failed to handle a VRRP event event={}", event, e);
    }
  }

  /**
   * When the router entered its state. This is the present wall clock time minus the age of the
   * state, so the age stays right after a step of the wall clock.
   */
  Instant since(long nowNanos) {
    return wallTime(sinceNanos, nowNanos);
  }

  private Instant wallTime(long nanos, long nowNanos) {
    return wallClock.instant().minusNanos(nowNanos - nanos);
  }

  private OtherMaster view(Effect.SeeTwoMasters two, long nowNanos) {
    return new OtherMaster(
        two.peer(), two.priority(), two.rejected(), wallTime(two.sinceNanos(), nowNanos));
  }

  long transitions() {
    return transitions;
  }

  /** The other master; null if there is none. */
  @Nullable OtherMaster otherMaster(long nowNanos) {
    return otherMaster == null ? null : view(otherMaster, nowNanos);
  }
}
