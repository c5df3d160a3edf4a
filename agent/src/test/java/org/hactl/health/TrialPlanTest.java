package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.RealServerHealth.HEALTHY;
import static org.hactl.health.RealServerHealth.UNCHECKED;
import static org.hactl.health.RealServerHealth.UNHEALTHY;
import static org.hactl.health.RealServerHealth.UNKNOWN;
import static org.hactl.health.Specs.http;
import static org.hactl.health.Specs.key;

import java.util.List;
import java.util.Map;
import org.hactl.host.VirtualServiceSpec;
import org.junit.jupiter.api.Test;

class TrialPlanTest {
  private static final VirtualServiceSpec OLD = Specs.service("web", http(10), 80);
  private static final VirtualServiceSpec NEW = Specs.service("web", http(20), 80);
  private static final RealServerKey SERVER = key(OLD);

  @Test
  void aChangedCheckOfADecidedServerIsTriedBesideTheOneInForce() {
    for (RealServerHealth decided : List.of(HEALTHY, UNHEALTHY)) {
      TrialPlan plan = TrialPlan.of(targets(OLD), health(decided), targets(NEW));
      assertThat(plan.inForce()).isEqualTo(targets(OLD));
      assertThat(plan.tried()).isEqualTo(targets(NEW));
    }
  }

  @Test
  void aNewCheckOfAServerInServiceIsTriedToo() {
    TrialPlan plan = TrialPlan.of(Map.of(), health(UNCHECKED), targets(NEW));
    assertThat(plan.inForce()).isEmpty();
    assertThat(plan.tried()).isEqualTo(targets(NEW));
  }

  @Test
  void withoutADecisionThereIsNothingToKeep() {
    assertThat(TrialPlan.of(targets(OLD), health(UNKNOWN), targets(NEW)))
        .isEqualTo(TrialPlan.withoutTrial(targets(NEW)));
    assertThat(TrialPlan.of(Map.of(), Map.of(), targets(NEW)))
        .isEqualTo(TrialPlan.withoutTrial(targets(NEW)));
  }

  @Test
  void anUnchangedCheckIsNotTried() {
    assertThat(TrialPlan.of(targets(OLD), health(HEALTHY), targets(OLD)))
        .isEqualTo(TrialPlan.withoutTrial(targets(OLD)));
  }

  @Test
  void onlyACheckThatTakesAServerOutOfServiceIsWorse() {
    assertThat(TrialVerdict.of(HEALTHY, UNKNOWN)).isEqualTo(TrialVerdict.UNDECIDED);
    assertThat(TrialVerdict.of(HEALTHY, UNHEALTHY)).isEqualTo(TrialVerdict.WORSE);
    assertThat(TrialVerdict.of(UNCHECKED, UNHEALTHY)).isEqualTo(TrialVerdict.WORSE);
    assertThat(TrialVerdict.of(UNHEALTHY, UNHEALTHY)).isEqualTo(TrialVerdict.AGREES);
    assertThat(TrialVerdict.of(UNHEALTHY, HEALTHY)).isEqualTo(TrialVerdict.AGREES);
  }

  private static Map<RealServerKey, CheckTarget> targets(VirtualServiceSpec service) {
    return CheckTarget.of(List.of(service));
  }

  private static Map<RealServerKey, HealthView> health(RealServerHealth health) {
    return Map.of(SERVER, new HealthView(health, 0, ""));
  }
}
