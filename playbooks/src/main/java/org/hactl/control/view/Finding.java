package org.hactl.control.view;

/**
 * A problem of the site as a whole; each host by itself may be right.
 *
 * @param text the problem, with the names of the hosts
 * @param cause the likely cause
 * @param next the next step for an operator
 */
public record Finding(Kind kind, Severity severity, String text, String cause, String next) {
  /** How bad the finding is. */
  public enum Severity {
    /** Traffic is lost now, or will be at the next failover. */
    ERROR,
    /** An operator should look at the site, which may be right. */
    WARNING
  }

  /** The subject of a finding; programs depend on {@link #code}. */
  public enum Kind {
    TWO_MASTERS("two-masters"),
    NO_MASTER("no-master"),
    VIP_MISSING("vip-missing"),
    VIP_ELSEWHERE("vip-elsewhere"),
    SERVICE_DOWN("service-down"),
    QUORUM_LOST("quorum-lost"),
    SERVICES_DIFFER("services-differ"),
    HALF_CONFIRMED("half-confirmed"),
    OLDER_SITE("older-site"),
    HOST_LEFT("host-left"),
    VERSION_UNHEARD("version-unheard"),
    HOLDS_DIFFER("holds-differ"),
    CLOCKS_APART("clocks-apart"),
    SYNC_UNHEARD("sync-unheard");

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
   * The same finding as a warning, because a role has just changed: the error may end in a moment.
   *
   * @param span how long ago the role changed
   */
  Finding settling(String span) {
    return warning(kind, text, "a role changed " + span + " ago and may still be settling", next);
  }
}
