package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.plan.PlanDifferences.Stage;
import org.hactl.control.plan.PlannedHost;
import org.hactl.control.plan.SavedPlan;
import org.hactl.control.plan.SavedPlanReview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan that was saved is carried out, or nothing is. */
class ApplierReviewTest extends TestFleet {
  private long generation = 3;

  @BeforeEach
  void hosts() {
    for (String name : states().keySet()) {
      host(
          name,
          request ->
              request instanceof Request.Hello
                  ? List.of(new Reply.Hello(1, "0.1.0", digest, generation, "d", 0))
                  : answer(name, request));
    }
  }

  @Test
  void thePlanSaysWhatItWasMadeAgainst() throws Exception {
    PlannedHost lvs1 = plan().getFirst();
    assertThat(lvs1)
        .isEqualTo(
            new PlannedHost(
                "lvs1",
                3,
                "d",
                0,
                FakeAgent.PROTOCOL.digest(director("lvs1")),
                List.of(),
                List.of(CHANGE),
                null));
    assertThat(applied).isEmpty();
  }

  @Test
  void aPlanThatHoldsIsCarriedOut() throws Exception {
    SavedPlan saved = saved(plan());
    assertThat(applier().reviewed(new SavedPlanReview(saved, Stage.LOCKED)).apply(states()))
        .allMatch(result -> result.failure() == null);
    assertThat(applied).containsExactly("web1", "lvs1");
  }

  @Test
  void whatMovedOnIsRefusedBeforeAnyHostChanges() throws Exception {
    SavedPlan saved = saved(plan());
    generation = 4;
    assertThatThrownBy(
            () -> applier().reviewed(new SavedPlanReview(saved, Stage.LOCKED)).apply(states()))
        .isInstanceOf(ControlException.class)
        .hasMessage(
            "the plan does not hold any more: lvs1 has generation 4 now; the plan was made against"
                + " 3; web1 has generation 4 now; the plan was made against 3; no host got another"
                + " state");
    assertThat(applied).isEmpty();
  }

  @Test
  void aHostThatCannotBeReachedIsRefusedToo() throws Exception {
    SavedPlan saved = saved(plan());
    hosts.remove("web1");
    assertThatThrownBy(
            () -> applier().reviewed(new SavedPlanReview(saved, Stage.UNTOUCHED)).apply(states()))
        .hasMessageContaining("web1: ")
        .hasMessageContaining("connection refused");
    assertThat(applied).isEmpty();
  }

  private List<PlannedHost> plan() throws ControlException {
    List<PlannedHost> planned = new ArrayList<>();
    var _ = applier().reviewed(planned::addAll).preview(Applier.compiled(states()));
    return planned;
  }

  private static SavedPlan saved(List<PlannedHost> hosts) {
    return new SavedPlan(
        SavedPlan.FORM,
        "0.1.0",
        "shop",
        "",
        false,
        "ann@desk",
        0,
        new SavedPlan.Inputs("/site.yml", "/inventory", null, List.of(), List.of()),
        hosts);
  }
}
