package org.hactl.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hactl.api.Request;
import org.hactl.control.rollout.Parallel;

/**
 * Locks all hosts of an apply, or none: two runs that each hold a part would wait for each other.
 *
 * @param wanted what each host is asked for
 * @param limit how long to wait while other runs have locked a host
 */
record SiteLock(Fleet fleet, Request.Lock wanted, Duration limit) {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** A lock for one run of {@code apply}. */
  static SiteLock forApply(Fleet fleet, String owner) {
    Fleet.LockPolicy policy = fleet.locks();
    String run = UUID.randomUUID().toString();
    return new SiteLock(
        fleet, new Request.Lock(owner, "apply", run, policy.breaksOthers()), policy.within());
  }

  /**
   * Locks the hosts.
   *
   * @throws ControlException if another run has a host at the end of the limit; then none is locked
   */
  void take(List<HostRun> runs) throws ControlException {
    for (Duration waited = Duration.ZERO; ; waited = waited.plus(BETWEEN)) {
      List<String> refused =
          Parallel.map(runs, fleet.forks(), run -> run.lock(wanted)).stream()
              .flatMap(Optional::stream)
              .toList();
      if (refused.isEmpty()) {
        return;
      }
      Parallel.each(runs, fleet.forks(), HostRun::unlock);
      if (waited.compareTo(limit) >= 0) {
        throw new ControlException(
            String.join("; ", refused),
            "wait until that run has ended, or let apply wait: --wait 5m; if that run is gone:"
                + " --break-lock; nothing was changed");
      }
      sleep();
    }
  }

  private void sleep() throws ControlException {
    try {
      fleet.clock().pause(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException("interrupted while waiting for a lock", "run apply again");
    }
  }
}
