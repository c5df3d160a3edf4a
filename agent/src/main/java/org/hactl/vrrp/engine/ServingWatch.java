package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.Objects;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host can do what a master has to: have what it needs, and send. When no advertisement
 * leaves the host for a whole down timer, the role is left to the other routers for a while. Pure:
 * the time is a parameter.
 */
final class ServingWatch {
  /** Doubled with each try that fails. */
  private static final long FIRST_REST_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int MAX_DOUBLINGS = 6;
  private static final long NEVER = Long.MAX_VALUE;

  private @Nullable ServingFault lacking;
  private @Nullable ServingFault told;
  private long failingSinceNanos = NEVER;
  private String error = "";
  private int tries;
  private long restEndNanos = NEVER;

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

  void leftMaster() {
    failingSinceNanos = NEVER;
  }

  /** The interface went, or is another one: sending is worth a try. */
  void anotherSocket() {
    failingSinceNanos = NEVER;
    restEndNanos = NEVER;
  }

  /**
   * What the state machine has not been told yet; null if there is nothing.
   *
   * @param downNanos for so long the backups wait for an advertisement
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
