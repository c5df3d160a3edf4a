package org.hactl.health;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health checks of a host. Safe for use from any thread.
 *
 * <p>A new check makes its first try at once; several new checks make theirs within 200 ms. {@link
 * HealthState} says how tries become health. A try goes to the real server's own address, even if
 * clients' packets reach this server with the VIP as destination.
 */
public final class HealthChecks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);
  private static final long LOG_PAUSE_NANOS = 60_000_000_000L;

  private final HealthListener listener;
  private final LongSupplier millis;
  private final SocketSource sockets;
  private final Map<RealServerKey, RealServerWatch> watches = new HashMap<>();
  private final Map<RealServerKey, HealthView> unchecked = new HashMap<>();
  private final HealthCounts counts = new HealthCounts();
  private final AtomicLong logNextAtNanos = new AtomicLong(System.nanoTime());

  private final RealServerWatch.WatchListener told =
      new RealServerWatch.WatchListener() {
        @Override
        public void changed(RealServerWatch watch, HealthView from, HealthView to) {
          count(watch, to);
          listener.changed(watch.target().server(), from, to);
        }

        @Override
        public void notTried(String why) {
          logNotTried(why);
        }
      };

  public HealthChecks(HealthListener listener) {
    this(listener, () -> System.nanoTime() / 1_000_000);
  }

  /**
   * @param millis a monotonic clock, in milliseconds
   */
  HealthChecks(HealthListener listener, LongSupplier millis) {
    this(listener, millis, Socket::new);
  }

  HealthChecks(HealthListener listener, LongSupplier millis, SocketSource sockets) {
    this.listener = listener;
    this.millis = millis;
    this.sockets = sockets;
  }

  /** Calls {@link #configure(List, Map)} without an earlier health. */
  public void configure(List<VirtualServiceSpec> services) {
    configure(services, Map.of());
  }

  /**
   * Checks the real servers of these services from now on. A check that did not change keeps its
   * health and its schedule. If only the check's settings changed, such as its interval, it keeps
   * its health and is tried at once.
   *
   * @param initial the health that another process handed over. A real server that was healthy
   *     stays healthy until enough tries in a row fail. This applies only to real servers that are
   *     not checked yet; a server that was neither healthy nor unhealthy is unknown.
   * @throws IllegalArgumentException if an address is not an IP address; nothing is changed then
   */
  public synchronized void configure(
      List<VirtualServiceSpec> wantedServices, Map<RealServerKey, HealthView> initial) {
    Map<RealServerKey, CheckTarget> wanted = CheckTarget.of(wantedServices);
    Map<RealServerKey, CheckTarget> running = new LinkedHashMap<>();
    watches.forEach((key, watch) -> running.put(key, watch.target()));
    ConfigurationChange change = ConfigurationChange.between(running, wanted);
    Map<RealServerKey, RealServerWatch> begun = new LinkedHashMap<>();
    for (CheckTarget target : change.begun()) {
      begun.put(
          target.server(),
          new RealServerWatch(
              target,
              known(target.server(), initial),
              CheckSchedule.startDelayNanos(begun.size(), change.begun().size()),
              told,
              millis,
              sockets));
    }
    change
        .ended()
        .forEach(key -> {
          counts.remove(key);
          RealServerWatch watch = watches.remove(key);
          if (watch != null) {
            watch.end();
          }
        });
    watches.putAll(begun);
    setUnchecked(wantedServices);
    counts.retain(
        wantedServices.stream().map(VirtualServiceSpec::name).collect(toUnmodifiableSet()));
    begun.forEach((key, watch) -> counts.put(key, watch.view().health()));
    begun.values().forEach(RealServerWatch::start);
  }

  private synchronized void count(RealServerWatch watch, HealthView to) {
    RealServerKey server = watch.target().server();
    // Ignores a check that has just been ended: another one may have replaced it.
    if (watches.get(server) == watch) {
      counts.put(server, to.health());
    }
  }

  /**
   * A shortage, for example of sockets, affects all checks: this logs it for all of them together,
   * at most once a minute.
   */
  private void logNotTried(String why) {
    long next = logNextAtNanos.get();
    long now = System.nanoTime();
    if (now - next >= 0 && logNextAtNanos.compareAndSet(next, now + LOG_PAUSE_NANOS)) {
      log.error("health checks cannot run; real servers keep their state detail=\"{}\"", why);
    }
  }

  /**
   * Why this host could not try some of its checks the last time; null if it could try all. The
   * real servers of these checks keep their health.
   */
  public synchronized @Nullable String localError() {
    List<String> errors =
        watches.values().stream()
            .map(RealServerWatch::localError)
            .filter(Objects::nonNull)
            .toList();
    return errors.isEmpty()
        ? null
        : "%d of %d health checks have no result; their real servers keep their state: %s"
            .formatted(errors.size(), watches.size(), errors.getFirst());
  }

  private HealthView known(RealServerKey server, Map<RealServerKey, HealthView> initial) {
    RealServerWatch before = watches.get(server);
    HealthView view = before != null ? before.view() : initial.get(server);
    return view != null
            && (view.health() == RealServerHealth.HEALTHY
                || view.health() == RealServerHealth.UNHEALTHY)
        ? view
        : RealServerWatch.unknown(millis.getAsLong());
  }

  private void setUnchecked(List<VirtualServiceSpec> wanted) {
    Map<RealServerKey, HealthView> before = Map.copyOf(unchecked);
    unchecked.clear();
    before.keySet().forEach(counts::remove);
    for (VirtualServiceSpec service : wanted) {
      if (service.check() == null) {
        for (RealServerSpec server : service.realServers()) {
          RealServerKey key = RealServerKey.of(service, server);
          HealthView view = before.get(key);
          unchecked.put(
              key,
              view != null
                  ? view
                  : new HealthView(
                      RealServerHealth.UNCHECKED, millis.getAsLong(), "no check in the site"));
          counts.put(key, RealServerHealth.UNCHECKED);
        }
      }
    }
  }

  /**
   * The health of a service's real servers as last reported; null for a service that is not
   * checked.
   */
  public synchronized @Nullable ServiceHealth count(String service) {
    return counts.of(service);
  }

  /**
   * The health of a service's real servers as {@link #count(String)} gives it, but only if a try
   * has confirmed it since {@code sinceNanos}; all other real servers are unknown.
   *
   * @param sinceNanos a time of {@link System#nanoTime}; null if any try of this agent counts
   */
  public synchronized @Nullable ServiceHealth confirmed(String service, @Nullable Long sinceNanos) {
    ServiceHealth known = counts.of(service);
    if (known == null) {
      return null;
    }
    int healthy = 0;
    int unhealthy = 0;
    int unknown = 0;
    for (RealServerWatch watch : watches.values()) {
      if (watch.target().server().service().equals(service)) {
        RealServerHealth health = watch.view().health();
        if (!watch.isConfirmed(sinceNanos) || health == RealServerHealth.UNKNOWN) {
          unknown++;
        } else if (health == RealServerHealth.HEALTHY) {
          healthy++;
        } else {
          unhealthy++;
        }
      }
    }
    return new ServiceHealth(healthy, unhealthy, unknown, known.unchecked());
  }

  /** The health of every real server of every service, as it is now. */
  public synchronized Map<RealServerKey, HealthView> snapshot() {
    Map<RealServerKey, HealthView> views = new TreeMap<>(unchecked);
    watches.forEach((key, watch) -> views.put(key, watch.view()));
    return views;
  }

  /**
   * Waits until every check has tried once.
   *
   * @return whether every check has tried within {@code atMost}
   */
  public boolean awaitFirstTries(Duration atMost) throws InterruptedException {
    List<RealServerWatch> waiting;
    synchronized (this) {
      waiting = List.copyOf(watches.values());
    }
    long end = System.nanoTime() + atMost.toNanos();
    boolean all = true;
    for (RealServerWatch watch : waiting) {
      all &= watch.awaitFirstTry(end - System.nanoTime());
    }
    return all;
  }

  /** Ends all checks, and aborts tries that are under way. */
  @Override
  public synchronized void close() {
    watches.values().forEach(RealServerWatch::end);
    watches.clear();
    unchecked.clear();
    counts.clear();
  }
}
