package org.hactl.health.probe;

import java.net.InetAddress;
import org.hactl.health.probe.Neighbours.Heard;
import org.hactl.health.wire.Deadline;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a BFD session of this host is up.
 *
 * @param session null for the one with the neighbour
 */
record BfdChecker(@Nullable String session, InetAddress neighbour, Neighbours neighbours)
    implements Checker {
  @Override
  public CheckResult check(Deadline deadline) {
    Heard heard = neighbours.look(session, neighbour);
    if (heard == null) {
      return CheckResult.notTried(
          session == null
              ? "it has no BFD session with " + InetAddresses.format(neighbour)
              : "it has no BFD session " + session);
    }
    return switch (heard.up()) {
      case TRUE -> CheckResult.success(heard.detail());
      case FALSE -> CheckResult.failure(heard.detail());
      case UNKNOWN -> CheckResult.undecided(heard.detail());
    };
  }
}
