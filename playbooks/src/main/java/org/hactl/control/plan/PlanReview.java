package org.hactl.control.plan;

import java.util.List;

/** Looks at the whole plan after it was shown. */
public interface PlanReview {
  /**
   * @throws Refused if the plan is not carried out; then nothing has changed on any host
   */
  void review(List<PlannedHost> hosts) throws Refused;

  /** Why a plan is not carried out. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String nextStep;

    public Refused(String message, String nextStep) {
      super(message);
      this.nextStep = nextStep;
    }

    public String nextStep() {
      return nextStep;
    }
  }
}
