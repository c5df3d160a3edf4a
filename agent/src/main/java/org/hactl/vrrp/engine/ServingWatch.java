package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.Objects;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host can do what a master has to: have what it needs, and send. When no advertisement
 * leaves the host for a whole down timer, the router gives the role away for a while. If no other
 * router takes the role, this host takes it again and serves what it can: a part of the VIPs is
 * better than none. Pure: the time is a parameter.
 */
final class ServingWatch {
  /** The rest after the first failed try. It doubles with each further failed try. */
  private static final long FIRST_REST_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int MAX_DOUBLINGS = 6;
  private static final long NEVER = Long.MAX_VALUE;

  /** Longer than the longest pause between two tries of what the host refused. */
  private static final long FORGET_NANOS = Duration.ofMinutes(11).toNanos();

  /** Another router that takes the role is heard within so many down timers. */
  private static final int DOWN_TIMERS_ALONE = 2;

  private @Nullable ServingFault lacking;
  private @Nullable ServingFault told;
  private long failingSinceNanos = NEVER;
  private String error = "";
  private int tries;
  private long restEndNanos = NEVER;

  /**
   * Since when no other router is known to have the role that was given away; NEVER if none was.
   */
  private long aloneSinceNanos = NEVER;

  private long fineSinceNanos = NEVER;

  /** What a master needs and this host cannot have; null if there is nothing. */
  void lacks(@Nullable ServingFault fault) {
    lacking = fault;
  }

  /** An advertisement of a master has left. */
  void sent() {
    failingSinceNanos = NEVER;
    tries = 0;
  }

  /** An advertisement of a master could not be sent. */
  void failed(String why, long nowNanos) {
    failingSinceNanos = Math.min(failingSinceNanos, nowNanos);
    error = why;
  }

  /** Another router advertises. */
  void heard(long nowNanos) {
    if (aloneSinceNanos != NEVER) {
      aloneSinceNanos = nowNanos;
    }
  }

  void leftMaster() {
    failingSinceNanos = NEVER;
  }

  /** The interface went away or was replaced: the router may try to send. */
  void anotherSocket() {
    failingSinceNanos = NEVER;
    restEndNanos = NEVER;
  }

  /**
   * The news for the state machine; null if there is none.
   *
   * @param downNanos how long the backups wait for an advertisement
   */
  Input.@Nullable Serving news(long downNanos, long nowNanos) {
    ServingFault sending = sending(downNanos, nowNanos);
    ServingFault now = lacking != null ? lacking : sending;
    remember(now, nowNanos);
    if (now != null && isAlone(downNanos, nowNanos)) {
      now = null;
    }
    if (Objects.equals(now, told)) {
      return null;
    }
    if (told == null) {
      aloneSinceNanos = nowNanos;
    }
    told = now;
    return new Input.Serving(now);
  }

  /** Forgets that the role was given away, once nothing has been wrong for long. */
  private void remember(@Nullable ServingFault wrong, long nowNanos) {
    if (wrong != null) {
      fineSinceNanos = NEVER;
    } else if (fineSinceNanos == NEVER) {
      fineSinceNanos = nowNanos;
    } else if (nowNanos - fineSinceNanos >= FORGET_NANOS) {
      aloneSinceNanos = NEVER;
    }
  }

  private boolean isAlone(long downNanos, long nowNanos) {
    return aloneSinceNanos != NEVER && nowNanos - aloneSinceNanos >= DOWN_TIMERS_ALONE * downNanos;
  }

  private @Nullable ServingFault sending(long downNanos, long nowNanos) {
    if (failingSinceNanos != NEVER && nowNanos - failingSinceNanos >= downNanos) {
      failingSinceNanos = NEVER;
      restEndNanos = nowNanos + (FIRST_REST_NANOS << Math.min(tries, MAX_DOUBLINGS));
      tries++;
    } else if (nowNanos >= restEndNanos) {
      restEndNanos = NEVER;
    }
    return restEndNanos == NEVER
        ? null
        : new ServingFault(Reason.SEND_FAILED, "no advertisement could be sent: " + error);
  }
}
