package org.hactl.control;

/** A failure on the control node itself, which affects all hosts. */
public final class ControlException extends Exception {
  private final String nextStep;

  public ControlException(String message, String nextStep) {
    super(message);
    this.nextStep = nextStep;
  }

  public String nextStep() {
    return nextStep;
  }
}
