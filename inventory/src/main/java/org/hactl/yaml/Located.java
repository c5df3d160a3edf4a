package org.hactl.yaml;

/** A value with the place where it was written, for problems that are found later. */
public record Located<T>(T value, Mark at) {
  @Override
  public String toString() {
    return String.valueOf(value);
  }
}
