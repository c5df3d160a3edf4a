package org.hactl.host;

import org.jspecify.annotations.Nullable;

/**
 * What the agent does about drift, and when it runs a full pass, which finds drift that the kernel
 * does not report.
 *
 * @param everyMillis the time between full passes; 0 if {@code cron} is used
 * @param cron a Quartz cron expression, or null
 */
public record DriftPolicy(Mode mode, long everyMillis, @Nullable String cron) {
  public static final DriftPolicy DEFAULT = new DriftPolicy(Mode.CORRECT, 30_000, null);

  public enum Mode {
    CORRECT,
    /** Drift is journalled and shown, and left as it is. */
    REPORT
  }
}
