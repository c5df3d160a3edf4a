package org.hactl.agent.engines;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hactl.health.HealthChecks;
import org.hactl.health.QuorumView;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.Holds;
import org.hactl.host.HostState;

/**
 * Follows the quorums of the services, by their checks and by holds. Safe for use from any thread.
 */
public final class QuorumHost {
  private final HealthChecks checks;
  private final LongSupplier millis;
  private final Consumer<ServiceQuorums.Change> changed;
  private final ServiceQuorums quorums = new ServiceQuorums();
  private Map<String, QuorumView> inherited = Map.of();
  private Holds holds = Holds.NONE;

  /**
   * @param millis the monotonic clock of the checks, in milliseconds
   * @param changed gets each quorum that was reached or lost, in order; it must return at once
   */
  QuorumHost(HealthChecks checks, LongSupplier millis, Consumer<ServiceQuorums.Change> changed) {
    this.checks = checks;
    this.millis = millis;
    this.changed = changed;
  }

  /** The next {@link #configure} goes on with what another process knew. */
  synchronized void inherit(Map<String, QuorumView> from) {
    inherited = Map.copyOf(from);
  }

  /** Call it after the checks are configured. */
  synchronized void configure(HostState state) {
    quorums.configure(state.virtualServices(), inherited, millis.getAsLong());
    inherited = Map.of();
    lookAtAll();
  }

  synchronized void holds(Holds now) {
    holds = now;
    lookAtAll();
  }

  /** The health of one of its real servers has changed. */
  synchronized void look(String service) {
    quorums.look(service, checks::of, holds, millis.getAsLong()).ifPresent(changed);
  }

  private void lookAtAll() {
    quorums.names().forEach(this::look);
  }

  /** How the services stand that have a quorum, by name; in time of the monotonic clock. */
  public synchronized Map<String, QuorumView> views() {
    return quorums.views();
  }
}
