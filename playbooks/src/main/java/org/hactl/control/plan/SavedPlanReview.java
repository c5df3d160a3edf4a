package org.hactl.control.plan;

import java.util.List;
import org.hactl.control.plan.PlanDifferences.Stage;

/** Refuses every plan that is not the saved one. */
public record SavedPlanReview(SavedPlan saved, Stage stage) implements PlanReview {
  @Override
  public void review(List<PlannedHost> hosts) throws Refused {
    List<String> differences = PlanDifferences.of(saved.hosts(), hosts, stage);
    if (!differences.isEmpty()) {
      throw new Refused(
          "the plan does not hold any more: "
              + String.join("; ", differences)
              + (stage == Stage.UNTOUCHED
                  ? "; nothing was changed"
                  : "; no host got another state"),
          "look at what happened (`hactl history`, `hactl drift`), and plan again");
    }
  }
}
