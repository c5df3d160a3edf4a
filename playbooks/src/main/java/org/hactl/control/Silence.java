package org.hactl.control;

import java.time.Duration;
import org.hactl.api.Request;

/** How long an agent may stay silent before hactl takes it for hung. */
final class Silence {
  private static final Duration MOMENT = Duration.ofSeconds(30);

  /** Longer than several of the pulses that an agent sends while its events are followed. */
  private static final Duration LOOK = Duration.ofSeconds(60);

  /** One package or one command may take long without output; a plan waits for it. */
  private static final Duration WORK = Duration.ofMinutes(30);

  private Silence() {}

  static Duration limit(Request request) {
    return switch (request) {
      case Request.Hello _ -> MOMENT;
      case Request.Status _, Request.Drift _, Request.Events _, Request.Confirm _ -> LOOK;
      case Request.Plan _, Request.Apply _, Request.Rollback _, Request.Probe _ -> WORK;
    };
  }
}
