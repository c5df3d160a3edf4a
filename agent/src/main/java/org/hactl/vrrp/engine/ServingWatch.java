package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.Objects;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the host can do what a master must do: have the resources that it needs, and
 * send. If no advertisement leaves the host for a whole down timer, the router leaves the role to
 * the other routers for a while. Pure: the time is a parameter.
 */
final class ServingWatch {
  /** The rest after the first failed try. It doubles with each further failed try. */
  private static final long FIRST_REST_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int MAX_DOUBLINGS = 6;
  private static final long NEVER = Long.MAX_VALUE;

  private @Nullable ServingFault lacking;
  private @Nullable ServingFault told;
  private long failingSinceNanos = NEVER;
  private String error = "";
  private int tries;
  private long restEndNanos = NEVER;

  /** Sets what a master needs and this host lacks; null if it lacks nothing. */
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
    if (Objects.equals(now, told)) {
      return null;
    }
    told = now;
    return new Input.Serving(now);
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
