package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.control.Fleet.Confirmation;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.Parallel;

/**
 * Confirms the new states of all hosts of a run, or takes all of them back. First each host is
 * reached over a new connection, which also begins its time anew; then the gate looks at the site.
 * Then each host is told that the site stays; if one does not say that it was told, all go back.
 * Only then the hosts are confirmed. From there on this run, or a host, may end: each host knows
 * that the site stays, and confirms by itself.
 *
 * <p>The hosts are told in the order in which they converged. So a run that ends in between leaves
 * the site as it was between two waves, when the gate found that it serves; and directors follow
 * the first of them that confirms ({@code org.hactl.agent.peer.Following}).
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
      if (!confirmsByItself()) {
        hosts.forEach(HostPending::leaveWaiting);
        return hosts.isEmpty();
      }
      why = untold(keep);
      if (why.isEmpty()) {
        confirm();
        return hosts.isEmpty() || hosts.stream().anyMatch(HostPending::isConfirmed);
      }
    }
    goBack(why.get());
    return false;
  }

  private boolean confirmsByItself() {
    return fleet.ending().confirmation() == Confirmation.BY_THE_RUN;
  }

  /**
   * Tells the hosts that the site stays.
   *
   * @param keep whether a host that was not told goes back alone
   * @return why all go back; empty if the site stays
   */
  private Optional<HostFailure> untold(boolean keep) {
    for (List<HostPending> wave : waves) {
      List<HostPending> missing = failing(waiting(wave), HostPending::decide);
      if (!missing.isEmpty()) {
        if (!keep) {
          return Optional.of(withTheSite(missing.getFirst().host()));
        }
        each(missing, host -> host.goBack(host.unreached()));
      }
    }
    return Optional.empty();
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
    Stage stage = confirmsByItself() ? Stage.REACHED : Stage.WORKING;
    return failing(waiting(), host -> host.reach(stage));
  }

  /** The hosts on which a step fails, which is done on all of them at the same time. */
  private List<HostPending> failing(List<HostPending> hosts, Predicate<HostPending> step) {
    List<Boolean> done = Parallel.map(hosts, fleet.forks(), step::test);
    List<HostPending> failing = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      if (!done.get(i)) {
        failing.add(hosts.get(i));
      }
    }
    return failing;
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
