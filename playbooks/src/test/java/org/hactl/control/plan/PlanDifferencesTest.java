package org.hactl.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hactl.api.ChangeView;
import org.hactl.control.plan.PlanDifferences.Stage;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class PlanDifferencesTest {
  private static final int ROUNDS = 500;
  private static final ChangeView FORWARD = sysctl("net.ipv4.ip_forward", "1");
  private static final PlannedHost LVS1 = host("lvs1", 12, List.of(FORWARD));

  @Test
  void onePlanAloneIsCarriedOut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RandomPlans plans = new RandomPlans(random);
    for (int round = 0; round < ROUNDS; round++) {
      SavedPlan plan = plans.plan();
      SavedPlanReview review = new SavedPlanReview(plan, Stage.UNTOUCHED);
      assertThatCode(() -> review.review(plan.hosts()))
          .as("seed %d round %d", seed, round)
          .doesNotThrowAnyException();
      List<PlannedHost> altered = new ArrayList<>(plan.hosts());
      int at = random.nextInt(altered.size());
      altered.set(at, plans.altered(altered.get(at)));
      assertThatThrownBy(() -> review.review(altered))
          .as("seed %d round %d", seed, round)
          .isInstanceOf(PlanReview.Refused.class)
          .hasMessageContaining("host" + at);
    }
  }

  @Test
  void eachDifferenceNamesTheHostAndWhatDiffers() {
    assertThat(differences(host("lvs1", 13, List.of(FORWARD))))
        .containsExactly("lvs1 has generation 13 now; the plan was made against 12");
    assertThat(differences(PlannedHost.failed("lvs1", "connection refused")))
        .containsExactly("lvs1: connection refused");
    assertThat(differences(host("lvs2", 1, List.of())))
        .containsExactly(
            "lvs1 is in the plan, but not in the inventory any more", "lvs2 is not in the plan");
    assertThat(differences(host("lvs1", 12, List.of())))
        .containsExactly(
            "lvs1: update sysctl[net.ipv4.ip_forward] is in the plan and not needed any more");
    assertThat(
            differences(
                host(
                    "lvs1",
                    12,
                    List.of(
                        sysctl("net.ipv4.ip_forward", "2"), sysctl("net.core.somaxconn", "9")))))
        .containsExactly(
            "lvs1: update sysctl[net.ipv4.ip_forward] has other values now, update"
                + " sysctl[net.core.somaxconn] is not in the plan");
  }

  @Test
  void anAgentThatWasInstalledAsThePlanSaidMayPlanInMoreDetail() {
    PlannedHost bare =
        new PlannedHost(
            "web3",
            0,
            "",
            0,
            "w",
            List.of("the agent and its runtime would be installed (31 MB)"),
            List.of(),
            null);
    PlannedHost then =
        new PlannedHost(
            "web3",
            0,
            "",
            0,
            "w",
            List.of("the agent and its runtime were installed"),
            List.of(FORWARD),
            null);
    assertThat(PlanDifferences.of(List.of(bare), List.of(then), Stage.LOCKED)).isEmpty();
    assertThat(PlanDifferences.of(List.of(bare), List.of(then), Stage.UNTOUCHED))
        .singleElement()
        .asString()
        .contains("the plan said \"the agent and its runtime would be installed (31 MB)\"");
  }

  private static List<String> differences(PlannedHost now) {
    return PlanDifferences.of(List.of(LVS1), List.of(now), Stage.UNTOUCHED);
  }

  private static PlannedHost host(String name, long generation, List<ChangeView> changes) {
    return new PlannedHost(name, generation, "d", 9, "w", List.of(), changes, null);
  }

  private static ChangeView sysctl(String key, String value) {
    return new ChangeView(
        new ResourceId("sysctl", key),
        Action.UPDATE,
        List.of(new FieldChange("value", "0", value)));
  }
}
