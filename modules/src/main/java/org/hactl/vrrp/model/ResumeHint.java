package org.hactl.vrrp.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says that a router was master when the agent last ran.
 *
 * @param sinceLastAdvertisement within one boot, on a clock that runs through suspends ({@code
 *     CLOCK_BOOTTIME}). Below 2.9 intervals no backup that heard the advertisement has taken over
 *     yet, so the router becomes master again at once; otherwise it starts normally.
 * @param advertInterval the interval that it advertised then; null for its present one
 */
public record ResumeHint(Duration sinceLastAdvertisement, @Nullable Duration advertInterval) {
  public ResumeHint {
    if (sinceLastAdvertisement.isNegative()) {
      throw new IllegalArgumentException("the last advertisement cannot lie in the future");
    }
  }

  /** A hint with the router's present interval. */
  public ResumeHint(Duration sinceLastAdvertisement) {
    this(sinceLastAdvertisement, null);
  }
}
