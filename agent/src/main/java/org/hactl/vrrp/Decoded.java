package org.hactl.vrrp;

/** What a received packet turned out to be. */
sealed interface Decoded permits Advertisement, Decoded.Rejected {

  /** Not an advertisement for the router that looked at it. */
  record Rejected(RejectReason reason) implements Decoded {
    private static final Rejected[] ALL = new Rejected[RejectReason.values().length];

    static {
      for (RejectReason reason : RejectReason.values()) {
        ALL[reason.ordinal()] = new Rejected(reason);
      }
    }

    /** The one instance for that reason: a flood of bad packets allocates nothing. */
    static Rejected because(RejectReason reason) {
      return ALL[reason.ordinal()];
    }
  }
}
