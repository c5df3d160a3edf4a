package org.hactl.vrrp.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a router was master when the agent last ran.
 *
 * @param sinceLastAdvertisement on a clock that runs through suspends ({@code CLOCK_BOOTTIME}) and
 *     within one boot. Under 2.9 intervals no backup that heard it has taken over yet, and the
 *     router is master again at once; beyond that it starts as any other.
 * @param advertInterval that it advertised then; null for the one that it has now
 */
public record ResumeHint(Duration sinceLastAdvertisement, @Nullable Duration advertInterval) {
  public ResumeHint {
    if (sinceLastAdvertisement.isNegative()) {
      throw new IllegalArgumentException("the last advertisement cannot lie in the future");
    }
  }

  /** With the interval that it has now. */
  public ResumeHint(Duration sinceLastAdvertisement) {
    this(sinceLastAdvertisement, null);
  }
}
