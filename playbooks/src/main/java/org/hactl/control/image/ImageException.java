package org.hactl.control.image;

/** The agent's runtime image cannot be made on this machine. */
public final class ImageException extends Exception {
  private final String nextStep;

  ImageException(String message, String nextStep) {
    super(message);
    this.nextStep = nextStep;
  }

  public String nextStep() {
    return nextStep;
  }
}
