package org.hactl.health.probe;

import java.io.IOException;
import org.hactl.health.wire.LocalShortage;
import org.hactl.linux.socket.Egress;
import org.jspecify.annotations.Nullable;

/**
 * The result of one try.
 *
 * @param detail the answer, or the step that failed and the error
 * @param warning what an operator must see to although the try succeeded; null for nothing
 * @param weightPercent of the site's weight that the real server shall have; null for all of it
 */
public record CheckResult(
    Verdict verdict, String detail, @Nullable String warning, @Nullable Integer weightPercent) {
  /** What a try says about the real server. */
  public enum Verdict {
    SUCCESS,
    FAILURE,
    /** This host itself could not try, which says nothing about the real server. */
    NONE
  }

  public static CheckResult success(String detail) {
    return new CheckResult(Verdict.SUCCESS, detail, null, null);
  }

  public static CheckResult failure(String detail) {
    return new CheckResult(Verdict.FAILURE, detail, null, null);
  }

  public static CheckResult notTried(String why) {
    return new CheckResult(Verdict.NONE, "this host could not try: " + why, null, null);
  }

  /** The result of a step that ended with an I/O error. */
  static CheckResult broken(String step, IOException error) {
    String detail = step + ": " + error.getMessage();
    return error instanceof Egress.Refused || LocalShortage.isCauseOf(error)
        ? notTried(detail)
        : failure(detail);
  }

  /** This result, with more to say if it is a success. */
  CheckResult and(String more, @Nullable String warns) {
    return success() ? new CheckResult(verdict, detail + ", " + more, warns, weightPercent) : this;
  }

  /** A success with a weight. */
  static CheckResult weighing(String detail, int percent) {
    return new CheckResult(Verdict.SUCCESS, detail, null, percent);
  }

  public boolean success() {
    return verdict == Verdict.SUCCESS;
  }
}
