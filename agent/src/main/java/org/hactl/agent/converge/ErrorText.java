package org.hactl.agent.converge;

import java.util.Objects;
import java.util.concurrent.CompletionException;

/** The text of an exception for people. */
public final class ErrorText {
  private ErrorText() {}

  /**
   * The text of the error, or of its cause if the error only says that a job on a worker failed.
   */
  public static String of(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }
}
