package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.api.ChangeView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.Request;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.rollout.Standing;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.site.model.RolloutPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An apply to some hosts knows the services and the directors of the whole site. */
class ApplierLimitTest extends TestSite {
  private static final ChangeView RESTART =
      new ChangeView(new ResourceId("service", "nginx"), Action.RUN, List.of());

  @BeforeEach
  void allAtOnce() {
    RolloutPolicy before = RolloutPolicy.DEFAULT;
    policy =
        new RolloutPolicy(
            List.of(new RolloutPolicy.BatchSize(100, true)),
            before.pause(),
            before.maxFailures(),
            false,
            before.drainMax());
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

  private void restarting(Map<String, Fault> faults) {
    hosts(faults);
    host("web1").plans(RESTART);
    host("web2").plans(RESTART);
    serving(Health.HEALTHY);
  }

  private void serving(Health ofWeb1) {
    List<RealServerView> servers =
        List.of(server("web1", "192.0.2.18", ofWeb1), server("web2", "192.0.2.20", Health.HEALTHY));
    host("lvs1").sendsTo(servers);
    host("lvs2").sendsTo(servers);
  }

  private static RealServerView server(String name, String address, Health health) {
    return RealServerView.builder(name, address, 80)
        .weight(1)
        .health(health, 0, health == Health.HEALTHY ? "200" : "connection refused")
        .connections(0L, 0L)
        .build();
  }

  @Test
  void aBatchLeavesAServiceWhoseDirectorsAreOutsideTheLimitOneServer() throws Exception {
    restarting(Map.of());
    assertThat(kinds(runLimited(Undo.WHOLE_SITE, "web1", "web2")))
        .containsOnly(Standing.Kind.CONFIRMED);
    assertThat(events)
        .contains(
            new HostEvent.RolloutPlanned(
                List.of(List.of("web1"), List.of("web2")), List.of(), List.of()));
    assertThat(applied).containsExactly("web1", "web2");
    for (String director : List.of("lvs1", "lvs2")) {
      assertThat(List.copyOf(agent(director).asked))
          .as("%s is asked and not changed", director)
          .noneMatch(each -> each instanceof Request.Apply || each instanceof Request.Lock);
    }
  }

  @Test
  void theGateSeesWhatDirectorsOutsideTheLimitSee() throws Exception {
    restarting(Map.of());
    applying = (_, _) -> serving(Health.UNHEALTHY);
    List<HostResult> results = runLimited(Undo.WHOLE_SITE, "web1", "web2");
    assertThat(Objects.requireNonNull(results.getFirst().failure()).message())
        .contains("service web has 1 of 2 real servers healthy on lvs1, and it had 2");
    assertThat(site.values()).noneMatch(SiteHost::endsNew);
    assertThat(applied).containsExactly("web1");
  }

  @Test
  void aDirectorThatIsDownIsNamedAndTheRunGoesOn() throws Exception {
    restarting(Map.of());
    host("lvs2").cut();
    assertThat(kinds(runLimited(Undo.WHOLE_SITE, "web1", "web2")))
        .containsOnly(Standing.Kind.CONFIRMED);
    assertThat(events)
        .contains(new HostEvent.Working("lvs2", "does not answer, so this run looks without it"));
  }

  @Test
  void aMasterHandsOverToADirectorOutsideTheLimit() throws Exception {
    hosts(Map.of());
    host("lvs1")
        .plans(
            new ChangeView(
                new ResourceId("vrrp", "VI_1"),
                Action.UPDATE,
                List.of(new FieldChange("priority", "150", "90"))));
    assertThat(kinds(runLimited(Undo.WHOLE_SITE, "lvs1"))).containsOnly(Standing.Kind.CONFIRMED);
    assertThat(applied).containsExactly("hand-over of lvs1", "lvs1");
  }
}
