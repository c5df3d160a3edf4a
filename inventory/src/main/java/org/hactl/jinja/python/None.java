package org.hactl.jinja.python;

/** Python's {@code None}, YAML's null. */
public enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
