package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hactl.api.ChangeView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Standing;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.hactl.site.model.RolloutPolicy;
import org.junit.jupiter.api.Test;

/** Random runs with faults: each host ends as the run says, and all of them alike. */
class SiteCommitPropertyTest extends TestSite {
  private static final int SEEDS = 200;

  @Test
  void noRunLeavesAMixtureThatItDoesNotName() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Map<String, Fault> faults = new LinkedHashMap<>();
      for (String name : List.of("lvs1", "lvs2", "web1", "web2")) {
        boolean well = random.nextInt(3) > 0;
        faults.put(name, well ? Fault.NONE : Fault.values()[random.nextInt(Fault.values().length)]);
      }
      diesAfter = random.nextInt(4) == 0 ? random.nextInt(60) : Integer.MAX_VALUE;
      Undo undo = random.nextInt(4) == 0 ? Undo.FAILED_HOSTS : Undo.WHOLE_SITE;
      hosts(faults);
      boolean drains = random.nextBoolean();
      if (drains) {
        drain();
      }
      String run =
          "seed %d: %s, dies after %d, %s, drains %s"
              .formatted(seed, faults, diesAfter, undo, drains);
      List<HostResult> results = run(undo);
      nowMillis.addAndGet(10 * CONFIRM_WITHIN.toMillis());
      check(run, results, faults, undo);
    }
  }

  private void drain() {
    RolloutPolicy before = RolloutPolicy.DEFAULT;
    policy =
        new RolloutPolicy(
            before.batch(), before.pause(), before.maxFailures(), true, before.drainMax());
    ChangeView restart = new ChangeView(new ResourceId("service", "nginx"), Action.RUN, List.of());
    List<RealServerView> servers = new ArrayList<>();
    for (String name : List.of("web1", "web2")) {
      host(name).plans(restart);
      servers.add(
          RealServerView.builder(name, "192.0.2." + name.charAt(3), 80)
              .weight(1)
              .health(Health.UNCHECKED, 0, "")
              .connections(0L, 0L)
              .build());
    }
    host("lvs1").sendsTo(servers);
    host("lvs2").sendsTo(servers);
  }

  private void check(String run, List<HostResult> results, Map<String, Fault> faults, Undo undo) {
    boolean died = requests.get() > diesAfter;
    site.values().stream()
        .filter(host -> !died && !host.isCut())
        .forEach(host -> assertThat(host.held()).as("%s: left drained", run).isEmpty());
    boolean allNew = true;
    boolean noneNew = true;
    for (HostResult result : results) {
      SiteHost host = host(result.host());
      assertThat(host.isWaiting()).as("%s: %s waits for ever", run, result.host()).isFalse();
      boolean isNew = host.endsNew();
      allNew &= isNew;
      noneNew &= !isNew;
      Standing.Kind kind = result.standing().kind();
      String told = "%s: %s is %s and told as %s".formatted(run, result.host(), isNew, result);
      if (host.isDamaged()) {
        assertThat(kind).as(told).isEqualTo(Standing.Kind.UNKNOWN);
      } else if (isNew) {
        boolean doubtful = died || faults.get(result.host()) == Fault.CUT_OFF_AFTER_DECIDED;
        assertThat(kind)
            .as(told)
            .isIn(
                Standing.Kind.CONFIRMED,
                Standing.Kind.KEEPS,
                doubtful ? Standing.Kind.UNKNOWN : Standing.Kind.KEEPS);
        assertThat(kind != Standing.Kind.CONFIRMED && result.outcome() == HostOutcome.OK)
            .as(told)
            .isFalse();
      } else {
        assertThat(kind)
            .as(told)
            .isNotIn(Standing.Kind.CONFIRMED, Standing.Kind.WAITS, Standing.Kind.KEEPS);
      }
    }
    if (!confirmSent) {
      assertThat(noneNew).as("%s: confirmed without being asked", run).isTrue();
    }
    if (!allNew && !noneNew) {
      assertThat(Applier.worst(results)).as(run).isNotEqualTo(HostOutcome.OK);
    }
    if (allNew && !died && faults.values().stream().allMatch(Fault.NONE::equals)) {
      assertThat(Applier.worst(results)).as(run).isEqualTo(HostOutcome.OK);
    }
    boolean failedBefore =
        faults.values().stream()
            .anyMatch(each ->
                each == Fault.APPLY_FAILS
                    || each == Fault.CUT_OFF_BY_APPLY
                    || each == Fault.RESTARTS_BEFORE_CONFIRM);
    boolean doubtful = faults.containsValue(Fault.CUT_OFF_AFTER_DECIDED);
    if (!died && !doubtful && undo == Undo.WHOLE_SITE) {
      assertThat(allNew || noneNew).as("%s: a mixture: %s", run, results).isTrue();
    }
    if (failedBefore && undo == Undo.WHOLE_SITE) {
      assertThat(noneNew).as("%s: a part was confirmed: %s", run, results).isTrue();
    }
  }
}
