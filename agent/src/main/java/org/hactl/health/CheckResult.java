package org.hactl.health;

import java.io.IOException;

/**
 * The result of one try.
 *
 * @param detail the answer, or the step that failed and the error
 */
record CheckResult(Verdict verdict, String detail) {
  enum Verdict {
    SUCCESS,
    FAILURE,
    /** This host itself could not try, which says nothing about the real server. */
    NONE
  }

  static CheckResult success(String detail) {
    return new CheckResult(Verdict.SUCCESS, detail);
  }

  static CheckResult failure(String detail) {
    return new CheckResult(Verdict.FAILURE, detail);
  }

  /** The result of a step that ended with an I/O error. */
  static CheckResult broken(String step, IOException error) {
    String detail = step + ": " + error.getMessage();
    return LocalShortage.isCauseOf(error)
        ? new CheckResult(Verdict.NONE, "this host could not try: " + detail)
        : failure(detail);
  }

  boolean success() {
    return verdict == Verdict.SUCCESS;
  }
}
