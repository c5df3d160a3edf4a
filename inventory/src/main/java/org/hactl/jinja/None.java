package org.hactl.jinja;

/** Python's {@code None}, YAML's null. */
public enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
