package org.hactl.vrrp.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a router does where implementations and RFCs differ. The constants are the site's keys.
 *
 * @param downTimerAdverts after how many missed advertisements a backup takes over, 1 to 100
 * @param answerLower whether a master answers an advertisement of lower priority at once (RFC 9568
 *     section 6.4.3); RFC 3768 and 5798 discard it
 * @param tellHigher whether a master that yields to a higher priority first sends one last
 *     advertisement, so that the new master announces its addresses again
 * @param checksum of version 3 over IPv4
 * @param addressMismatch what to do with an advertisement that has another address list
 * @param strict whether to follow the RFC to the letter; see docs/vrrp.md
 * @param startupDelay how long the router neither listens nor sends after the engine started
 * @param bootDelay the same, counted from the boot of the host; the one that ends later counts
 * @param forwardingDelay how long the router waits at most for a first frame from another host
 *     before its down timer starts, after a start and when its interface comes up; zero for no wait
 */
public record ProtocolOptions(
    int downTimerAdverts,
    boolean answerLower,
    boolean tellHigher,
    Checksum checksum,
    AddressMismatch addressMismatch,
    boolean strict,
    Duration startupDelay,
    Duration bootDelay,
    Duration forwardingDelay) {
  public static final String DOWN_TIMER_ADVERTS = "down_timer_adverts";
  public static final String ANSWER_LOWER = "answer_lower_priority";
  public static final String TELL_HIGHER = "tell_higher_priority";
  public static final String CHECKSUM = "checksum";
  public static final String ADDRESS_MISMATCH = "address_mismatch";
  public static final String STRICT = "strict";
  public static final String STARTUP_DELAY = "startup_delay";
  public static final String BOOT_DELAY = "boot_delay";
  public static final String FORWARDING_DELAY = "forwarding_delay";

  public static final ProtocolOptions DEFAULT =
      new ProtocolOptions(
          3,
          true,
          false,
          Checksum.PSEUDO_HEADER,
          AddressMismatch.REPORT,
          false,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);

  public ProtocolOptions {
    if (downTimerAdverts < 1 || downTimerAdverts > 100) {
      throw new IllegalArgumentException("down_timer_adverts must be 1 to 100");
    }
    if (startupDelay.isNegative() || bootDelay.isNegative() || forwardingDelay.isNegative()) {
      throw new IllegalArgumentException("a start-up delay cannot be negative");
    }
  }

  /** The values by the site's keys, in the order in which they are shown. */
  public Map<String, Object> byKey() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(DOWN_TIMER_ADVERTS, downTimerAdverts);
    values.put(ANSWER_LOWER, answerLower);
    values.put(TELL_HIGHER, tellHigher);
    values.put(CHECKSUM, checksum);
    values.put(ADDRESS_MISMATCH, addressMismatch);
    values.put(STRICT, strict);
    values.put(STARTUP_DELAY, startupDelay);
    values.put(BOOT_DELAY, bootDelay);
    values.put(FORWARDING_DELAY, forwardingDelay);
    return values;
  }

  /** The startup hold of a router that starts now; zero or less for none. */
  public long holdNanos(long sinceStartNanos, long sinceBootNanos) {
    return Math.max(startupDelay.toNanos() - sinceStartNanos, bootDelay.toNanos() - sinceBootNanos);
  }

  /** These options with the values that the RFC prescribes. */
  public ProtocolOptions toTheLetter(VrrpVersion version) {
    return toBuilder()
        .downTimerAdverts(DEFAULT.downTimerAdverts)
        .answerLower(answerLower && version == VrrpVersion.V3)
        .tellHigher(false)
        .build();
  }

  /** A builder that starts with these options. */
  public ProtocolOptionsBuilder toBuilder() {
    return new ProtocolOptionsBuilder(this);
  }
}
