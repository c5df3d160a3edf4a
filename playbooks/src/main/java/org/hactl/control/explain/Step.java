package org.hactl.control.explain;

/**
 * One thing that was looked at.
 *
 * @param host where; empty for the site as a whole
 * @param text what is there, as a sentence
 * @param next what to do if it is wrong; empty otherwise
 */
public record Step(String host, Verdict verdict, String text, String next) {
  /** What a step means for the service. */
  public enum Verdict {
    RIGHT,
    /** It may be the reason, or may be meant. */
    DOUBT,
    /** The service cannot answer as it should. */
    WRONG,
    /** The host did not tell. */
    UNKNOWN
  }

  static Step right(String host, String text) {
    return new Step(host, Verdict.RIGHT, text, "");
  }

  static Step doubt(String host, String text, String next) {
    return new Step(host, Verdict.DOUBT, text, next);
  }

  static Step wrong(String host, String text, String next) {
    return new Step(host, Verdict.WRONG, text, next);
  }

  static Step unknown(String host, String text) {
    return new Step(host, Verdict.UNKNOWN, text, "");
  }
}
