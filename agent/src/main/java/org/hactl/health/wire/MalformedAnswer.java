package org.hactl.health.wire;

/** A server answered, but not as its protocol says. */
public final class MalformedAnswer extends Exception {
  public MalformedAnswer(String message) {
    super(message);
  }

  /** The beginning of a text from outside, safe to show. */
  public static String printable(String text) {
    String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
