package org.hactl.control;

import java.time.Duration;
import org.hactl.api.Request;

/** How long an agent may stay silent before hactl assumes that it hangs. */
final class AgentTimeouts {
  private static final Duration HELLO_TIMEOUT = Duration.ofSeconds(30);

  /** Several times the interval of the pulses that an agent sends while events are followed. */
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(60);

  /** One package or one command may take long without output; a plan waits for it. */
  private static final Duration CHANGE_TIMEOUT = Duration.ofMinutes(30);

  private AgentTimeouts() {}

  static Duration limit(Request request) {
    return switch (request) {
      case Request.Hello _ -> HELLO_TIMEOUT;
      case Request.Status _, Request.Drift _, Request.Events _, Request.Confirm _ -> QUERY_TIMEOUT;
      case Request.Plan _, Request.Apply _, Request.Rollback _, Request.Probe _ -> CHANGE_TIMEOUT;
    };
  }
}
