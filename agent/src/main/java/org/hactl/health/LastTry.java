package org.hactl.health;

import org.hactl.health.probe.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * How the last try of one single check of a real server ended.
 *
 * @param check the kind of the check, with its number if the real server has several: {@code 2 tcp}
 * @param passed null if this host could not try, or the answer is not there yet
 * @param detail the answer, or the step that failed and the error
 * @param endedNanos as {@link System#nanoTime}
 * @param certificateDays whole days until the certificate of the server expires; negative if it
 *     has; null if the try has seen none
 */
public record LastTry(
    String check,
    @Nullable Boolean passed,
    String detail,
    long endedNanos,
    long tookNanos,
    @Nullable Long certificateDays) {
  static LastTry of(String check, CheckResult result, Span span) {
    Boolean passed =
        switch (result.verdict()) {
          case SUCCESS -> true;
          case FAILURE -> false;
          case NONE, UNDECIDED -> null;
        };
    return new LastTry(
        check,
        passed,
        result.detail(),
        span.endedNanos(),
        span.endedNanos() - span.startedNanos(),
        result.certificateDays());
  }

  /** When a try began and ended, as {@link System#nanoTime}. */
  record Span(long startedNanos, long endedNanos) {}
}
