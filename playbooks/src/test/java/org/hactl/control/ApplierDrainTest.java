package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hactl.api.ChangeView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.hactl.site.model.RolloutPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real servers are drained before their software restarts, and serve again before the next. */
class ApplierDrainTest extends TestSite {
  private static final ChangeView RESTART =
      new ChangeView(new ResourceId("service", "nginx"), Action.RUN, List.of());
  private static final List<String> ONE_BY_ONE =
      List.of("drains web1", "web1", "undrains web1", "drains web2", "web2", "undrains web2");

  @BeforeEach
  void drains() {
    asked = Asked.withoutSite(true);
    RolloutPolicy before = RolloutPolicy.DEFAULT;
    policy =
        new RolloutPolicy(
            before.batch(), before.pause(), before.maxFailures(), true, Duration.ofMinutes(2));
    services =
        List.of(
            VirtualServiceSpec.builder("web", "192.0.2.9", 80)
                .virtualRouter("VI_1")
                .realServers(
                    List.of(
                        new RealServerSpec("web1", "192.0.2.18", 80, 1),
                        new RealServerSpec("web2", "192.0.2.20", 80, 1)))
                .build());
  }

  private void site(Map<String, Fault> faults) {
    hosts(faults);
    serving(server("web1", Health.HEALTHY, 0), server("web2", Health.HEALTHY, 0));
    host("web1").plans(RESTART);
    host("web2").plans(RESTART);
  }

  private void serving(RealServerView... servers) {
    host("lvs1").sendsTo(List.of(servers));
    host("lvs2").sendsTo(List.of(servers));
  }

  private static RealServerView server(String name, Health health, long active) {
    return RealServerView.builder(name, name.equals("web1") ? "192.0.2.18" : "192.0.2.20", 80)
        .weight(health == Health.UNHEALTHY ? 0 : 1)
        .health(health, 0, health == Health.UNHEALTHY ? "connection refused" : "200")
        .connections(active, 0L)
        .build();
  }

  @Test
  void eachBatchIsDrainedAndServesAgainBeforeTheNext() throws Exception {
    site(Map.of());
    assertThat(kinds(run(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(steps()).containsExactlyElementsOf(then(ONE_BY_ONE, "lvs2", "lvs1"));
    assertThat(applied)
        .contains("lvs1 drains web1", "lvs2 drains web1", "lvs1 drains web2", "lvs2 drains web2");
    assertThat(heldAnywhere()).isEmpty();
    assertThat(events)
        .contains(
            new HostEvent.RolloutPlanned(
                List.of(List.of("web1"), List.of("web2"), List.of("lvs2"), List.of("lvs1")),
                List.of("web1", "web2"),
                List.of()),
            new HostEvent.Working("web1", "drained on lvs1, lvs2"),
            new HostEvent.Working("web1", "back in service"));
  }

  @Test
  void aRollbackDrainsToo() throws Exception {
    site(Map.of());
    assertThat(kinds(runBack(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(steps()).containsExactlyElementsOf(then(ONE_BY_ONE, "lvs2", "lvs1"));
    assertThat(heldAnywhere()).isEmpty();
  }

  @Test
  void aRollbackDrainsNothingThatAServiceNeedsAsItsDirectorsTell() throws Exception {
    site(Map.of());
    host("lvs1").needs(2);
    assertThatThrownBy(() -> runBack(Undo.WHOLE_SITE))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("its quorum is 2");
    assertThat(applied).isEmpty();
  }

  @Test
  void directorsOutsideTheRunDrainToo() throws Exception {
    site(Map.of());
    assertThat(kinds(runLimited(Undo.WHOLE_SITE, "web1", "web2")))
        .containsOnly(Standing.Kind.CONFIRMED);
    assertThat(steps()).containsExactlyElementsOf(ONE_BY_ONE);
    assertThat(applied).contains("lvs1 drains web1", "lvs2 drains web1");
  }

  @Test
  void connectionsGetTheTimeOfThePolicyAndNoMore() throws Exception {
    site(Map.of());
    serving(server("web1", Health.HEALTHY, 3), server("web2", Health.HEALTHY, 0));
    long began = nowMillis.get();
    List<Long> at = new ArrayList<>();
    applying = (host, _) -> at.add(nowMillis.get() - began);
    run(Undo.WHOLE_SITE);
    assertThat(at.getFirst()).isEqualTo(120_000);
    assertThat(at.get(1)).as("web2 has none").isEqualTo(120_000);
    assertThat(events)
        .contains(
            new HostEvent.Working(
                "web1", "still 3 active, 0 inactive connections after 2 min; it is changed now"));
  }

  @Test
  void aHostThatFailsIsDrainedNoLongerAtTheEnd() throws Exception {
    site(Map.of("web1", Fault.APPLY_FAILS));
    assertThat(run(Undo.WHOLE_SITE).get(3).outcome()).isEqualTo(HostOutcome.NOT_STARTED);
    assertThat(steps()).containsExactly("drains web1", "web1", "undrains web1");
    assertThat(heldAnywhere()).isEmpty();
  }

  @Test
  void anInterruptionEndsTheDrainsOfTheRun() throws Exception {
    site(Map.of());
    List<Interrupted> told = new ArrayList<>();
    applying =
        (host, applier) -> {
          if (host.equals("web1")) {
            told.add(applier.interrupt(Duration.ofSeconds(20)));
            assertThat(heldAnywhere()).isEmpty();
          }
        };
    run(Undo.WHOLE_SITE);
    assertThat(told.getFirst().remarks()).isEmpty();
    assertThat(applied).doesNotContain("web2", "lvs1 drains web2");
    assertThat(heldAnywhere()).isEmpty();
  }

  @Test
  void whatAnOperatorHoldsStays() throws Exception {
    site(Map.of());
    Hold operators =
        new Drain("web1", null, new Hold.Word(Hold.State.HELD, "ann@desk", "disk", 5, 5));
    for (String name : List.of("lvs1", "lvs2")) {
      var _ = host(name).answer(new org.hactl.api.Request.Holds(List.of(operators)));
    }
    assertThatThrownBy(() -> run(Undo.WHOLE_SITE))
        .isInstanceOf(ControlException.class)
        .hasMessage(
            "web2 cannot be drained: service web would be left with no healthy real server");
    assertThat(applied).isEmpty();
    policy = policy.withoutDrain();
    assertThat(kinds(run(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(host("lvs1").held()).containsExactly(operators);
  }

  @Test
  void aServerThatIsOutAnywayIsRepairedWithoutADrain() throws Exception {
    site(Map.of());
    serving(server("web1", Health.UNHEALTHY, 0), server("web2", Health.UNHEALTHY, 0));
    assertThat(kinds(run(Undo.WHOLE_SITE))).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(applied).startsWith("web1", "web2").noneMatch(each -> each.contains("drains"));
  }

  @Test
  void aServerThatDoesNotComeBackStopsTheRun() throws Exception {
    site(Map.of());
    applying =
        (host, _) -> {
          if (host.equals("web1")) {
            // Healthy, as the gate wants it, and still without a weight.
            RealServerView out =
                RealServerView.builder("web1", "192.0.2.18", 80)
                    .weight(0)
                    .health(Health.HEALTHY, 0, "200")
                    .connections(0L, 0L)
                    .build();
            serving(out, server("web2", Health.HEALTHY, 0));
          }
        };
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(Objects.requireNonNull(results.getFirst().failure()).message())
        .contains("web1 is not back in service web on lvs1 (200)");
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
    assertThat(heldAnywhere()).isEmpty();
  }

  @Test
  void aDirectorThatDoesNotDrainStopsTheRun() throws Exception {
    site(Map.of("lvs2", Fault.HOLDS_NOTHING));
    List<HostResult> results = run(Undo.WHOLE_SITE);
    assertThat(Objects.requireNonNull(results.get(2).failure()).message())
        .startsWith("lvs2 does not drain web1: ")
        .contains("cannot write the holds: read-only");
    assertThat(events)
        .as("it took no hold, so it keeps none")
        .noneMatch(event -> event.toString().contains("still drains"));
    assertThat(applied).doesNotContain("web1", "web2");
    assertThat(heldAnywhere()).isEmpty();
  }

  /** What was done; directors are told at the same time. */
  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (String each : List.copyOf(applied)) {
      String step = each.replaceFirst("^lvs[12] ", "");
      if (steps.isEmpty() || !steps.getLast().equals(step)) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static List<String> then(List<String> first, String... last) {
    return Stream.concat(first.stream(), Stream.of(last)).toList();
  }

  private List<Hold> heldAnywhere() {
    return Stream.of("lvs1", "lvs2").flatMap(name -> host(name).held().stream()).toList();
  }
}
