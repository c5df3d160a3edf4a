package org.hactl.control;

/** Something on the control node stands in the way, whichever the host. */
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
