package org.hactl.control;

/** Another operator's run has locked the host. */
final class LockedException extends HostException {
  LockedException(String message) {
    super(RecapColumn.FAILED, message, "wait until that run has ended; --wait 5m waits for it");
  }
}
