package org.hactl.control.rollback;

/** Hosts do not keep what is asked for. Nothing was changed. */
public final class RollbackException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String nextStep;

  RollbackException(String message, String nextStep) {
    super(message);
    this.nextStep = nextStep;
  }

  /** What the operator can do. */
  public String nextStep() {
    return nextStep;
  }
}
