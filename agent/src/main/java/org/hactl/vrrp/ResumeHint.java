package org.hactl.vrrp;

import java.time.Duration;

/**
 * That a router was master when the agent last ran.
 *
 * @param sinceLastAdvertisement on a clock that runs through suspends ({@code CLOCK_BOOTTIME}) and
 *     within one boot. Under 2.9 intervals no backup that heard it has taken over yet, and the
 *     router is master again at once; beyond that it starts as any other.
 */
public record ResumeHint(Duration sinceLastAdvertisement) {
  public ResumeHint {
    if (sinceLastAdvertisement.isNegative()) {
      throw new IllegalArgumentException("the last advertisement cannot lie in the future");
    }
  }
}
