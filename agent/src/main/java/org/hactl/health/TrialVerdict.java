package org.hactl.health;

/** What a check on trial says about a real server, beside the check in force. Pure. */
enum TrialVerdict {
  /** It has not decided yet. */
  UNDECIDED,
  /** With it the real server would be in service, or it is out of service anyway. */
  AGREES,
  /** With it a real server that is in service would go out. */
  WORSE;

  /**
   * @param inForce the health by the check in force; UNCHECKED if there is none
   * @param tried the health by the check on trial
   */
  static TrialVerdict of(RealServerHealth inForce, RealServerHealth tried) {
    return switch (tried) {
      case HEALTHY, UNCHECKED -> AGREES;
      case UNHEALTHY -> inForce == RealServerHealth.UNHEALTHY ? AGREES : WORSE;
      case UNKNOWN -> UNDECIDED;
    };
  }
}
