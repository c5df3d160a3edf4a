package org.hactl.vrrp.model;

import java.time.Duration;

/**
 * What a router does where implementations and RFCs differ.
 *
 * @param downTimerAdverts how many missed advertisements make a master dead, 1 to 100
 * @param answerLower whether a master answers an advertisement of lower priority at once (RFC 9568
 *     section 6.4.3); RFC 3768 and 5798 discard it
 * @param tellHigher whether a master that makes way sends one last advertisement first, so that the
 *     winner announces its addresses again
 * @param pseudoHeader whether version 3 over IPv4 is sent with the pseudo-header in its checksum
 *     (RFC 5798 section 5.2.8); both are accepted
 * @param discardOtherAddresses whether an advertisement with another address list is dropped rather
 *     than accepted and reported
 * @param strict to the letter of the RFC; see {@code Strict}
 * @param startupDelay how long the router neither listens nor speaks after the engine started
 * @param bootDelay the same, counted from the boot of the system; the later end counts
 * @param forwardingDelay how long the router waits at most, after a start or when its interface
 *     comes up, for a first frame from somebody else before its down timer starts; zero for not
 */
public record ProtocolOptions(
    int downTimerAdverts,
    boolean answerLower,
    boolean tellHigher,
    boolean pseudoHeader,
    boolean discardOtherAddresses,
    boolean strict,
    Duration startupDelay,
    Duration bootDelay,
    Duration forwardingDelay) {
  public static final ProtocolOptions DEFAULT =
      new ProtocolOptions(
          3, true, false, true, false, false, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public ProtocolOptions {
    if (downTimerAdverts < 1 || downTimerAdverts > 100) {
      throw new IllegalArgumentException("down_timer_adverts must be 1 to 100");
    }
    if (startupDelay.isNegative() || bootDelay.isNegative() || forwardingDelay.isNegative()) {
      throw new IllegalArgumentException("a start-up delay cannot be negative");
    }
  }

  /** How long a router that starts now is held back; less than nothing for not at all. */
  public long holdNanos(long sinceStartNanos, long sinceBootNanos) {
    return Math.max(startupDelay.toNanos() - sinceStartNanos, bootDelay.toNanos() - sinceBootNanos);
  }

  /** The same where the RFCs leave no choice. */
  public ProtocolOptions toTheLetter(VrrpVersion version) {
    return new ProtocolOptions(
        3,
        answerLower && version == VrrpVersion.V3,
        false,
        pseudoHeader,
        discardOtherAddresses,
        strict,
        startupDelay,
        bootDelay,
        forwardingDelay);
  }
}
