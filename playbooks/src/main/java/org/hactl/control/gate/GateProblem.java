package org.hactl.control.gate;

/**
 * A reason for which an apply must not go on.
 *
 * @param subject what it is about, in the form {@code router VI_1}, {@code service web} or {@code
 *     host lvs1}
 * @param host the host that tells it, or on which it is; empty if it concerns several
 * @param text a sentence for the operator, without a full stop
 * @param mayMend whether waiting may still mend it, because a check, a role or a retry takes time
 */
public record GateProblem(Kind kind, String subject, String host, String text, boolean mayMend) {
  /** What is wrong. */
  public enum Kind {
    /** A virtual router has no master, or more than one. */
    MASTERS,
    /** A backup does not hear the master, or hears another one. */
    HEARD,
    /** A VIP is not on exactly the host that is its master. */
    VIP,
    /** A VIP does not answer another host. */
    UNREACHABLE,
    /** A director can no longer take a role over. */
    FAULT,
    /** A service has fewer healthy real servers than before, or less than its quorum. */
    HEALTH,
    /** A check on trial finds real servers failed. */
    TRIAL,
    /** A host does not answer, or cannot reach its state. */
    HOST,
    /** Another error that the comparison of all hosts shows. */
    FINDING
  }

  static GateProblem ofRouter(Kind kind, String router, String host, String text) {
    return new GateProblem(kind, "router " + router, host, text, true);
  }

  static GateProblem ofService(Kind kind, String service, String host, String text) {
    return new GateProblem(kind, "service " + service, host, text, true);
  }

  static GateProblem ofHost(Kind kind, String host, String text) {
    return new GateProblem(kind, "host " + host, host, text, true);
  }

  /** The same problem, which does not end by itself. */
  GateProblem forGood() {
    return new GateProblem(kind, subject, host, text, false);
  }
}
