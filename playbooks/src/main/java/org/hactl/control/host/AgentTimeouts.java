package org.hactl.control.host;

import java.time.Duration;
import java.util.Optional;
import org.hactl.api.Request;

/**
 * How long hactl waits for an agent.
 *
 * @param silence how long the agent may say nothing before hactl assumes that it hangs
 * @param total how long the whole answer may take; empty for one that the operator ends
 */
public record AgentTimeouts(Duration silence, Optional<Duration> total) {
  private static final AgentTimeouts HELLO = of(Duration.ofSeconds(30), Duration.ofMinutes(1));

  /** The silence is several times the interval of the pulses while events are followed. */
  private static final AgentTimeouts QUERY = of(Duration.ofSeconds(60), Duration.ofMinutes(5));

  private static final AgentTimeouts FOLLOW = new AgentTimeouts(QUERY.silence, Optional.empty());

  /** One package or one command may take long without output; a plan waits for it. */
  private static final AgentTimeouts CHANGE = of(Duration.ofMinutes(30), Duration.ofHours(4));

  private static AgentTimeouts of(Duration silence, Duration total) {
    return new AgentTimeouts(silence, Optional.of(total));
  }

  static AgentTimeouts of(Request request) {
    return switch (request) {
      case Request.Hello _,
          Request.Lock _,
          Request.Unlock _,
          Request.KeyOfSite _,
          Request.HoldKey _,
          Request.Extend _,
          Request.TakePassed _,
          Request.PassOn _ ->
          HELLO;
      case Request.Events events -> events.follow() ? FOLLOW : QUERY;
      case Request.Status _,
          Request.Drift _,
          Request.History _,
          Request.Holds _,
          Request.Generations _,
          Request.Compare _,
          Request.HandOver _,
          Request.Reach _,
          Request.Endpoint _,
          Request.Confirm _ ->
          QUERY;
      case Request.Plan _,
          Request.Apply _,
          Request.PlanReturn _,
          Request.Return _,
          Request.Rollback _,
          Request.Probe _ ->
          CHANGE;
    };
  }
}
