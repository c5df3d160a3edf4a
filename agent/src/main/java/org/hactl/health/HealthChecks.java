package org.hactl.health;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.hactl.health.probe.Means;
import org.hactl.health.probe.Neighbours;
import org.hactl.health.probe.VipWays;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.command.Scripts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health checks of a host. Safe for use from any thread.
 *
 * <p>A new check makes its first try at once; several new checks make theirs within 200 ms. {@link
 * HealthState} says how tries become health. A try goes to the real server's own address, even if
 * clients' packets reach this server with the VIP as destination, unless the check says {@code via:
 * vip}. Equal checks of one address are made once ({@link SharedTries}).
 *
 * <p>A check that changes can be on trial: see {@link #configureOnTrial}.
 */
public final class HealthChecks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);

  private final HealthListener listener;
  private final LongSupplier millis;
  private final SharedTries tries;
  private final CheckTable table;
  private final LackLog lacks = new LackLog();

  private final RealServerWatch.WatchListener told =
      new RealServerWatch.WatchListener() {
        @Override
        public void changed(RealServerWatch watch, HealthView from, HealthView to) {
          boolean decides = count(watch, to);
          RealServerKey server = watch.target().server();
          log.info(
              "{} service={} server={} from={} to={} detail=\"{}\"",
              decides ? "health changed" : "a check on trial has decided",
              server.service(),
              server.host(),
              from.health(),
              to.health(),
              to.detail());
          if (decides) {
            listener.changed(server, from, to);
          }
          takeOverIfWell(server.service());
        }

        @Override
        public void weighed(RealServerWatch watch, HealthView to) {
          if (count(watch, to)) {
            RealServerKey server = watch.target().server();
            log.debug(
                "weight changed service={} server={} detail=\"{}\"",
                server.service(),
                server.host(),
                to.detail());
            listener.weighed(server, to);
          }
        }

        @Override
        public void notTried(String why) {
          lacks.notTried(why);
        }

        @Override
        public void warns(RealServerWatch watch, @Nullable String warning) {
          if (warning != null) {
            RealServerKey server = watch.target().server();
            log.warn("{} service={} server={}", warning, server.service(), server.host());
          }
        }
      };

  /**
   * @param scripts runs the scripts of checks
   * @param neighbours tells which BFD sessions are up
   * @param vipWays by which checks ask VIPs
   */
  public HealthChecks(
      HealthListener listener, Scripts scripts, Neighbours neighbours, VipWays vipWays) {
    this(listener, () -> System.nanoTime() / 1_000_000, Means.ofHost(scripts, neighbours, vipWays));
  }

  /**
   * @param millis a monotonic clock, in milliseconds
   */
  HealthChecks(HealthListener listener, LongSupplier millis) {
    this(listener, millis, Means.withoutScripts(Socket::new));
  }

  HealthChecks(HealthListener listener, LongSupplier millis, Means means) {
    this.listener = listener;
    this.millis = millis;
    this.tries = new SharedTries(means);
    this.table = new CheckTable(millis);
  }

  /** Calls {@link #configure(List, Map)} without an earlier health. */
  public void configure(List<VirtualServiceSpec> services) {
    configure(services, Map.of());
  }

  /**
   * Checks the real servers of these services from now on. A check that did not change keeps its
   * health and its schedule. If only the check's settings changed, such as its interval, it keeps
   * its health and is tried at once. All trials end.
   *
   * @param initial the health that another process handed over. A real server that was healthy
   *     stays healthy until enough tries in a row fail. This applies only to real servers that are
   *     not checked yet; a server that was neither healthy nor unhealthy is unknown.
   * @throws IllegalArgumentException if an address is not an IP address; nothing is changed then
   */
  public synchronized void configure(
      List<VirtualServiceSpec> wanted, Map<RealServerKey, HealthView> initial) {
    configure(wanted, TrialPlan.withoutTrial(CheckTarget.of(wanted)), initial);
  }

  /**
   * Checks the real servers of these services from now on. Where a check differs from the one in
   * force, or is new for a real server that is in service, it is on trial: the one in force goes on
   * and decides, and the new one runs beside it until {@link #confirmed}. The trial of a service
   * ends before that if its new check has decided about all its real servers and takes none out of
   * service.
   *
   * @param serving services of another program, with the real servers that it has in service
   * @throws IllegalArgumentException if an address is not an IP address; nothing is changed then
   */
  public synchronized void configureOnTrial(
      List<VirtualServiceSpec> wanted, List<VirtualServiceSpec> serving) {
    Map<RealServerKey, CheckTarget> targets = CheckTarget.of(wanted);
    table.inService(serving);
    Map<RealServerKey, HealthView> health = targets.isEmpty() ? Map.of() : table.views();
    configure(wanted, TrialPlan.of(table.inForce(), health, targets), Map.of());
  }

  /** Likewise, with no service of another program. */
  public void configureOnTrial(List<VirtualServiceSpec> wanted) {
    configureOnTrial(wanted, List.of());
  }

  private void configure(
      List<VirtualServiceSpec> wanted, TrialPlan plan, Map<RealServerKey, HealthView> initial) {
    ConfigurationChange change = ConfigurationChange.between(table.inForce(), plan.inForce());
    ConfigurationChange tried = ConfigurationChange.between(table.tried(), plan.tried());
    List<RealServerWatch> begun = new ArrayList<>();
    for (CheckTarget target : change.begun()) {
      long delay = CheckSchedule.startDelayNanos(begun.size(), change.begun().size());
      begun.add(watch(target, table.known(target.server(), initial), delay));
    }
    List<RealServerWatch> begunTrials = new ArrayList<>();
    for (CheckTarget target : tried.begun()) {
      long delay = CheckSchedule.startDelayNanos(begunTrials.size(), tried.begun().size());
      begunTrials.add(watch(target, table.unknown(), delay));
    }
    table.end(change.ended());
    table.endTrials(tried.ended());
    begunTrials.forEach(table::addTrial);
    table.withoutCheck(wanted);
    begun.forEach(table::add);
    begun.forEach(RealServerWatch::start);
    begunTrials.forEach(RealServerWatch::start);
  }

  private RealServerWatch watch(CheckTarget target, HealthView health, long startDelayNanos) {
    return new RealServerWatch(target, health, startDelayNanos, told, millis, tries);
  }

  /**
   * The new state is confirmed: its checks decide from now on. One that has not decided yet starts
   * with the health that the check before it gave.
   */
  public void confirmed() {
    CheckTakeover takeover = new CheckTakeover();
    synchronized (this) {
      table.takeOverAll((target, health) -> watch(target, health, 0), takeover);
    }
    takeover.finish(listener);
  }

  private void takeOverIfWell(String service) {
    CheckTakeover takeover = new CheckTakeover();
    synchronized (this) {
      table.takeOverIfWell(service, takeover);
    }
    takeover.finish(listener);
  }

  /** Returns whether the check decides about its real server. */
  private synchronized boolean count(RealServerWatch watch, HealthView to) {
    return table.count(watch, to);
  }

  /**
   * Why this host could not try some of its checks the last time; null if it could try all. The
   * real servers of these checks keep their health.
   */
  public synchronized @Nullable String localError() {
    List<String> errors = table.localErrors();
    return errors.isEmpty()
        ? null
        : "%d of %d health checks have no result; their real servers keep their state: %s"
            .formatted(errors.size(), table.size(), errors.getFirst());
  }

  /** Counts a service's real servers as last reported; null for a service that is not checked. */
  public synchronized @Nullable ServiceHealth count(String service) {
    return table.count(service);
  }

  /**
   * The health of a service's real servers as {@link #count(String)} gives it, but only if a try
   * has confirmed it since {@code sinceNanos}; all other real servers are unknown.
   *
   * @param sinceNanos a time of {@link System#nanoTime}; null if any try of this agent counts
   */
  public synchronized @Nullable ServiceHealth confirmed(String service, @Nullable Long sinceNanos) {
    return table.confirmed(service, sinceNanos);
  }

  /** How many different questions are asked; equal ones of one address are one. */
  int questions() {
    return tries.size();
  }

  /**
   * A BFD session has changed: the checks that look at it do so at once.
   *
   * @param neighbour null if it is not known any more
   */
  public void sessionChanged(String session, @Nullable InetAddress neighbour) {
    tries.tryNow(aim -> aim.looksAt(session, neighbour));
  }

  /** The health of every real server of every service, as it is now, by the checks in force. */
  public synchronized Map<RealServerKey, HealthView> snapshot() {
    return table.views();
  }

  /** How the tries of the checks in force ended the last time. */
  public synchronized Map<RealServerKey, List<LastTry>> lastTries() {
    return table.lastTries();
  }

  /**
   * What the checks in force say now, and which real servers have none while their new check is on
   * trial. A real server that is missing here is not checked if its service has no check.
   */
  public synchronized Map<RealServerKey, HealthView> decided() {
    return table.decided();
  }

  /**
   * The health of a service's real servers in their order, by the checks in force. Unknown before
   * the service is configured.
   */
  public synchronized List<RealServerHealth> of(VirtualServiceSpec service) {
    return service.realServers().stream()
        .map(server -> table.health(RealServerKey.of(service, server)))
        .toList();
  }

  /** What the checks on trial say now. */
  public synchronized Map<RealServerKey, HealthView> onTrial() {
    return table.trialViews();
  }

  /**
   * Waits until every check has tried once.
   *
   * @return whether every check has tried within {@code atMost}
   */
  public boolean awaitFirstTries(Duration atMost) throws InterruptedException {
    List<RealServerWatch> waiting;
    synchronized (this) {
      waiting = table.all().toList();
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
    table.close();
    tries.close();
  }
}
