package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hactl.control.Fleet.Confirmation;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.Parallel;

/**
 * Confirms the new states of all hosts of a run, or takes all of them back. First each host is
 * reached over a new connection, which also begins its time anew; then the gate looks at the site;
 * only then the first host is confirmed. From there on each host is confirmed until its time is
 * over: one that cannot be reached in all that time goes back, and its result says so.
 *
 * @param waves the hosts that wait, in the order in which they converged
 */
record SiteCommit(Fleet fleet, List<List<HostPending>> waves) {
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

  /**
   * @param failed why the site must go back; empty if no host failed
   * @param gate why the site must not stay as it is now; empty if it may
   * @return whether the site stays: the hosts that waited are confirmed, or at least one of them
   *     is, or none waited; false also while that is up to the operator
   */
  boolean end(Optional<HostFailure> failed, Supplier<Optional<HostFailure>> gate) {
    boolean keep = fleet.ending().undo() == Undo.FAILED_HOSTS;
    Optional<HostFailure> why = keep ? Optional.empty() : failed;
    List<HostPending> unreached = why.isEmpty() ? unreached() : List.of();
    if (!unreached.isEmpty()) {
      if (keep) {
        each(unreached, host -> host.goBack(host.unreached()));
      } else {
        HostPending first = unreached.getFirst();
        why = Optional.of(withTheSite(first.host()));
      }
    }
    why = why.or(() -> waiting().isEmpty() ? Optional.empty() : gate.get());
    if (why.isEmpty()) {
      List<HostPending> hosts = waiting();
      if (fleet.ending().confirmation() == Confirmation.BY_THE_RUN) {
        confirm();
        return hosts.isEmpty() || hosts.stream().anyMatch(HostPending::isConfirmed);
      }
      hosts.forEach(HostPending::leaveWaiting);
      return hosts.isEmpty();
    }
    goBack(why.get());
    return false;
  }

  /** Rolls the hosts back, the last ones first. */
  void goBack(HostFailure why) {
    waves.reversed().forEach(wave -> each(waiting(wave), host -> host.goBack(why)));
  }

  /** In rounds, so that a host that cannot be reached does not keep the others waiting. */
  private void confirm() {
    try {
      each(waiting(), HostPending::confirm);
      while (!waiting().isEmpty()) {
        fleet.clock().pause(BETWEEN_ROUNDS);
        each(waiting(), HostPending::confirm);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the run ends: hosts of it failed. */
  static HostFailure because(List<HostRun> failed) {
    return withTheSite(failed.stream().map(HostRun::host).collect(Collectors.joining(", ")));
  }

  /** Its own result says what went wrong with it. */
  private static HostFailure withTheSite(String hosts) {
    return new HostFailure(
        hosts + " failed", "correct that on %s or in the site, then apply again".formatted(hosts));
  }

  private List<HostPending> unreached() {
    List<HostPending> asked = waiting();
    List<Boolean> reached = Parallel.map(asked, fleet.forks(), HostPending::reach);
    List<HostPending> missing = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!reached.get(i)) {
        missing.add(asked.get(i));
      }
    }
    return missing;
  }

  private List<HostPending> waiting() {
    return waves.stream().flatMap(wave -> waiting(wave).stream()).toList();
  }

  private static List<HostPending> waiting(List<HostPending> wave) {
    return wave.stream().filter(HostPending::isWaiting).toList();
  }

  private void each(List<HostPending> hosts, Consumer<HostPending> step) {
    Parallel.each(hosts, fleet.forks(), step);
  }
}
