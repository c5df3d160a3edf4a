package org.hactl.health.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hactl.host.TlsTerms;
import org.jspecify.annotations.Nullable;

/**
 * How long a certificate is still valid. Pure.
 *
 * @param days whole days; negative if it has expired
 * @param warning null while there is time enough
 */
public record Expiry(long days, @Nullable String warning) {
  static Expiry of(Instant notAfter, Instant now, TlsTerms terms) {
    long days = Math.floorDiv(Duration.between(now, notAfter).toSeconds(), 24 * 60 * 60);
    String date = notAfter.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    if (days < 0) {
      return new Expiry(days, "the certificate expired on " + date);
    }
    return new Expiry(
        days,
        days < terms.warnDays()
            ? "the certificate expires on %s, in %s".formatted(date, inDays(days))
            : null);
  }

  /** For the end of a result: {@code certificate valid for 43 days}. */
  public String text() {
    return warning != null ? warning : "certificate valid for " + inDays(days);
  }

  private static String inDays(long days) {
    return days == 1 ? "1 day" : days + " days";
  }
}
