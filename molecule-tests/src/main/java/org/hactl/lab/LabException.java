package org.hactl.lab;

/**
 * The lab could not carry out a request. The message says which request, on which host, and what to
 * do next.
 */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
