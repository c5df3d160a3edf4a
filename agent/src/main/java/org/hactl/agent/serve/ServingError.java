package org.hactl.agent.serve;

/** Why the metrics are not served as the site says. Safe for use from any thread. */
public final class ServingError {
  private volatile String text = "";

  /** The error; empty if the metrics are served. */
  public String text() {
    return text;
  }

  /** Sets the error, and returns whether it is a new one. */
  boolean set(String error) {
    boolean isNew = !text.equals(error);
    text = error;
    return isNew;
  }

  void clear() {
    text = "";
  }
}
