package org.hactl.yaml;

/** A text that is never printed. */
public record HiddenText(String reveal) {
  @Override
  public String toString() {
    return "***";
  }
}
