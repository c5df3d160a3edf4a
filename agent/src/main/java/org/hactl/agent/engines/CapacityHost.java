package org.hactl.agent.engines;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hactl.agent.store.SlowStartStore;
import org.hactl.agent.store.SlowStartStore.Entry;
import org.hactl.health.HealthChecks;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceQuorums;
import org.hactl.health.SlowStarts;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the quorums of services and the slow starts of their real servers, by checks and by
 * holds. Slow starts are on the disk, so that a restart of the agent does not end them. Safe for
 * use from any thread.
 */
public final class CapacityHost {
  private static final Logger log = LoggerFactory.getLogger(CapacityHost.class);

  private final HealthChecks checks;
  private final LongSupplier millis;
  private final InstantSource wallClock;
  private final SlowStartStore store;
  private final Executor later;
  private final Consumer<ServiceQuorums.Change> changed;
  private final ServiceQuorums quorums = new ServiceQuorums();
  private final SlowStarts slowStarts = new SlowStarts();
  private Map<String, QuorumView> inherited = Map.of();
  private List<Entry> earlier;
  private Holds holds = Holds.NONE;

  /**
   * @param millis the monotonic clock of the checks, in milliseconds
   * @param later writes what can be written later
   * @param changed gets each quorum that was reached or lost, in order; it must return at once
   */
  CapacityHost(
      HealthChecks checks,
      LongSupplier millis,
      InstantSource wallClock,
      SlowStartStore store,
      Executor later,
      Consumer<ServiceQuorums.Change> changed) {
    this.checks = checks;
    this.millis = millis;
    this.wallClock = wallClock;
    this.store = store;
    this.later = later;
    this.changed = changed;
    this.earlier = store.read();
  }

  /** The next {@link #configure} goes on with what another process knew. */
  synchronized void inherit(Map<String, QuorumView> from) {
    inherited = Map.copyOf(from);
  }

  /** Call it after the checks are configured. */
  synchronized void configure(HostState state) {
    quorums.configure(state.virtualServices(), inherited, millis.getAsLong());
    slowStarts.configure(state.virtualServices(), begun(earlier), millis.getAsLong());
    inherited = Map.of();
    earlier = List.of();
    lookAtAll();
  }

  synchronized void holds(Holds now) {
    holds = now;
    lookAtAll();
  }

  /** The health of one of its real servers has changed. */
  synchronized void look(String service) {
    quorums.look(service, checks::of, holds, millis.getAsLong()).ifPresent(changed);
    quorums
        .find(service)
        .filter(spec -> slowStarts.look(service, checks.of(spec), holds, millis.getAsLong()))
        .ifPresent(_ -> later.execute(this::save));
  }

  private void lookAtAll() {
    quorums.names().forEach(this::look);
  }

  /** Whether a real server gets another weight now than at the last call. */
  public synchronized boolean step() {
    return slowStarts.step(millis.getAsLong());
  }

  /** How the services stand that have a quorum, by name; in time of the monotonic clock. */
  public synchronized Map<String, QuorumView> views() {
    return quorums.views();
  }

  /** What part of its weight each real server gets that starts slowly, in percent. */
  public synchronized Map<RealServerKey, Integer> percents() {
    return slowStarts.percents(millis.getAsLong());
  }

  private Map<RealServerKey, Long> begun(List<Entry> entries) {
    long wall = wallClock.millis();
    long now = millis.getAsLong();
    Map<RealServerKey, Long> begun = new HashMap<>();
    for (Entry each : entries) {
      long age = Math.max(0, wall - each.begunAtMillis());
      begun.put(
          new RealServerKey(each.service(), each.host(), each.address(), each.port()), now - age);
    }
    return begun;
  }

  private void save() {
    List<Entry> entries;
    synchronized (this) {
      long wall = wallClock.millis();
      long now = millis.getAsLong();
      entries =
          slowStarts.begun().entrySet().stream()
              .map(each -> {
                RealServerKey key = each.getKey();
                return new Entry(
                    key.service(),
                    key.host(),
                    key.address(),
                    key.port(),
                    wall - (now - each.getValue()));
              })
              .toList();
    }
    try {
      store.write(entries);
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log(
              "cannot write which real servers start slowly: after a restart of the agent they have"
                  + " their whole weight");
    }
  }
}
