package org.hactl.health.probe;

import java.io.IOException;
import org.hactl.health.tls.Expiry;
import org.hactl.health.wire.LocalShortage;
import org.hactl.linux.socket.Egress;
import org.jspecify.annotations.Nullable;

/**
 * The result of one try.
 *
 * @param detail the answer, or the step that failed and the error
 * @param warning what an operator must see to although the try succeeded; null for nothing
 * @param weightPercent of the site's weight that the real server shall have; null for all of it
 * @param certificateDays whole days until the server's certificate expires; null if none was seen
 */
public record CheckResult(
    Verdict verdict,
    String detail,
    @Nullable String warning,
    @Nullable Integer weightPercent,
    @Nullable Long certificateDays) {
  /** What a try says about the real server. */
  public enum Verdict {
    SUCCESS,
    FAILURE,
    /** This host itself could not try, which says nothing about the real server. */
    NONE,
    /** The answer is not there yet, which says nothing about the real server either. */
    UNDECIDED
  }

  private CheckResult(Verdict verdict, String detail) {
    this(verdict, detail, null, null, null);
  }

  public static CheckResult success(String detail) {
    return new CheckResult(Verdict.SUCCESS, detail);
  }

  public static CheckResult failure(String detail) {
    return new CheckResult(Verdict.FAILURE, detail);
  }

  public static CheckResult notTried(String why) {
    return new CheckResult(Verdict.NONE, "this host could not try: " + why);
  }

  public static CheckResult undecided(String detail) {
    return new CheckResult(Verdict.UNDECIDED, detail);
  }

  /** The result of a step that ended with an I/O error. */
  static CheckResult broken(String step, IOException error) {
    String detail = step + ": " + error.getMessage();
    return error instanceof Egress.Refused || LocalShortage.isCauseOf(error)
        ? notTried(detail)
        : failure(detail);
  }

  /** This result, with what is known of the certificate; a success tells it. */
  CheckResult with(@Nullable Expiry expiry) {
    if (expiry == null) {
      return this;
    }
    return new CheckResult(
        verdict,
        success() ? detail + ", " + expiry.text() : detail,
        success() ? expiry.warning() : warning,
        weightPercent,
        expiry.days());
  }

  /** A success with a weight. */
  static CheckResult weighing(String detail, int percent) {
    return new CheckResult(Verdict.SUCCESS, detail, null, percent, null);
  }

  public boolean success() {
    return verdict == Verdict.SUCCESS;
  }
}
