package org.hactl.control;

import java.time.Duration;

/**
 * What an apply does about a host that another run has locked.
 *
 * @param within how long it waits for the other run
 * @param breaksOthers whether it takes the lock at once
 */
public record LockPolicy(Duration within, boolean breaksOthers) {
  static final LockPolicy REFUSED = new LockPolicy(Duration.ZERO, false);
}
