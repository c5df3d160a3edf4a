package org.hactl.agent.converge;

import java.util.Objects;
import java.util.concurrent.CompletionException;

/** What an exception says to a person. */
public final class ErrorText {
  private ErrorText() {}

  /** Of the error itself, or of its cause where it only says that a job on a worker failed. */
  public static String of(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }
}
