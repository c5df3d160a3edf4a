package org.hactl.health.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.regex.Pattern;
import org.hactl.health.wire.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a pattern within a bound. {@link java.util.regex} goes back and tries again, so that a
 * pattern such as {@code (a+)+b} would take years for some bodies; each step of it reads a
 * character, and this counts them.
 */
final class BoundedMatch {
  static final int MAX_STEPS = 20_000_000;

  /** A power of two, less one. */
  private static final int STEPS_BETWEEN_LOOKS = 0xffff;

  private BoundedMatch() {}

  /**
   * @throws IOException if the bound is reached first, which says nothing about a match
   */
  static boolean find(Pattern pattern, String text, Deadline deadline) throws IOException {
    try {
      return pattern.matcher(new Counted(text, new Steps(deadline))).find();
    } catch (OutOfSteps e) {
      throw e.timeUp == null ? tooHard(pattern, e) : e.timeUp;
    } catch (StackOverflowError e) {
      throw tooHard(pattern, e);
    }
  }

  private static IOException tooHard(Pattern pattern, Throwable why) {
    return new IOException(
        "the pattern "
            + pattern.pattern()
            + " takes too many steps on this body; write it without a repetition in a repetition",
        why);
  }

  private static final class OutOfSteps extends RuntimeException {
    private final transient @Nullable SocketTimeoutException timeUp;

    OutOfSteps(@Nullable SocketTimeoutException timeUp) {
      super(timeUp);
      this.timeUp = timeUp;
    }
  }

  private static final class Steps {
    private final Deadline deadline;
    private int taken;

    Steps(Deadline deadline) {
      this.deadline = deadline;
    }

    void take() {
      if ((++taken & STEPS_BETWEEN_LOOKS) == 0) {
        look();
      }
    }

    private void look() {
      try {
        var _ = deadline.remainingMillis();
      } catch (SocketTimeoutException e) {
        throw new OutOfSteps(e);
      }
      if (taken >= MAX_STEPS) {
        throw new OutOfSteps(null);
      }
    }
  }

  private record Counted(CharSequence text, Steps steps) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps.take();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
