package org.hactl.control.view;

/**
 * Something that is wrong with the site, although each host may be right by itself.
 *
 * @param text what is wrong, with the hosts by name
 * @param cause the likely cause
 * @param next what to do next
 */
public record Finding(Kind kind, Severity severity, String text, String cause, String next) {
  /** How bad it is. */
  public enum Severity {
    /** Traffic is lost now, or will be at the next failover. */
    ERROR,
    /** It needs a look, and may be right. */
    WARNING
  }

  /** What it is about; programs depend on {@link #code}. */
  public enum Kind {
    TWO_MASTERS("two-masters"),
    NO_MASTER("no-master"),
    VIP_MISSING("vip-missing"),
    VIP_ELSEWHERE("vip-elsewhere"),
    SERVICE_DOWN("service-down"),
    SERVICES_DIFFER("services-differ"),
    CLOCKS_APART("clocks-apart");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  static Finding error(Kind kind, String text, String cause, String next) {
    return new Finding(kind, Severity.ERROR, text, cause, next);
  }

  static Finding warning(Kind kind, String text, String cause, String next) {
    return new Finding(kind, Severity.WARNING, text, cause, next);
  }

  /**
   * The same while a role has only just changed: it may be over in a moment.
   *
   * @param span how long ago the role changed
   */
  Finding settling(String span) {
    return warning(kind, text, "a role changed " + span + " ago and may still be settling", next);
  }
}
