package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.api.ChangeView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.ServiceView;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.hactl.control.view.Asked;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.hactl.module.service.ServiceResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A director on which keepalived runs. */
class ApplierKeepalivedTest extends TestFleet {
  private final VirtualRouterSpec router = director("lvs1").virtualRouters().getFirst();

  @BeforeEach
  void aRunningKeepalived() {
    FakeAgent host =
        new FakeAgent(
            FakeAgent.probeText(digest) + "keepalived=7\n", request -> answer("lvs1", request));
    host.keepalived = configuration(router.config().virtualRouterId());
    hosts.put("lvs1", host);
  }

  private String configuration(int virtualRouterId) {
    return """
    vrrp_instance OLD {
      interface %s
      virtual_router_id %d
      priority 77
      virtual_ipaddress { %s }
    }
    """
        .formatted(
            router.interfaceName(), virtualRouterId, String.join(" ", router.addressTexts()));
  }

  private HostResult apply(HostState state, Keepalived wanted) throws Exception {
    return new Applier(fleet().with(wanted), events::add).apply(Map.of("lvs1", state)).getFirst();
  }

  @Test
  void anApplyIsRefusedBeforeAnythingChangesAndAPlanSaysSo() throws Exception {
    HostResult refused = apply(director("lvs1"), Keepalived.REFUSED);
    assertThat(refused.outcome()).isEqualTo(HostOutcome.FAILED);
    HostFailure failure = Objects.requireNonNull(refused.failure());
    assertThat(failure.message()).contains("keepalived runs there and speaks for VI_1");
    assertThat(failure.nextStep()).contains("hactl adopt lvs1");
    assertThat(applied).isEmpty();
    HostResult plan = applier().plan(Map.of("lvs1", director("lvs1"))).getFirst();
    assertThat(plan.outcome()).isEqualTo(HostOutcome.OK);
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith("apply refuses this host: keepalived runs there");
  }

  @Test
  void anotherVridOrASiteThatStopsKeepalivedIsNotRefused() throws Exception {
    HostState stops =
        HostState.builder("shop", "lvs1")
            .virtualRouters(List.of(router))
            .resources(List.of(new ServiceResource("keepalived", false, false, null, null, false)))
            .build();
    assertThat(apply(stops, Keepalived.REFUSED).outcome()).isEqualTo(HostOutcome.OK);
    agent("lvs1").keepalived = configuration(99);
    assertThat(apply(director("lvs1"), Keepalived.REFUSED).outcome()).isEqualTo(HostOutcome.OK);
    assertThat(adopted()).containsExactly("", "");
    assertThat(apply(stops, Keepalived.ADOPTED).failure()).isNotNull();
  }

  @Test
  void aBareHostIsRefusedBeforeItGetsAnAgent() throws Exception {
    FakeAgent bare = new FakeAgent(FakeAgent.probeText("") + "keepalived=7\n", _ -> List.of());
    bare.keepalived = agent("lvs1").keepalived;
    hosts.put("lvs1", bare);
    assertThat(apply(director("lvs1"), Keepalived.REFUSED).failure()).isNotNull();
    assertThat(bare.commands).as("the two that look").hasSize(2);
    assertThat(applier().plan(Map.of("lvs1", director("lvs1"))).getFirst().notes())
        .anyMatch(note -> note.startsWith("apply refuses this host: keepalived runs there"));
  }

  @Test
  void aRefusedHostKeepsTheAgentThatItHas() throws Exception {
    FakeAgent older =
        new FakeAgent(
            FakeAgent.probeText("an older image") + "keepalived=7\n",
            request -> answer("lvs1", request));
    older.keepalived = agent("lvs1").keepalived;
    hosts.put("lvs1", older);
    assertThat(
            Objects.requireNonNull(apply(director("lvs1"), Keepalived.REFUSED).failure())
                .nextStep())
        .endsWith("nothing was changed");
    assertThat(older.commands).as("the two that look").hasSize(2);
  }

  @Test
  void aRefusedHostWhoseAgentDiedIsLeftAlone() throws Exception {
    FakeAgent dead = new FakeAgent(FakeAgent.probeText(digest) + "keepalived=7\n", _ -> List.of());
    dead.keepalived = agent("lvs1").keepalived;
    hosts.put("lvs1", dead);
    assertThat(
            Objects.requireNonNull(apply(director("lvs1"), Keepalived.REFUSED).failure()).message())
        .contains("keepalived runs there");
    assertThat(dead.commands).noneMatch(command -> command.contains("systemctl start"));
  }

  @Test
  void aKeepalivedOfAnEarlierSiteThatThePlanRemovesIsNotRefused() throws Exception {
    FakeAgent removing =
        new FakeAgent(
            FakeAgent.probeText(digest) + "keepalived=7\n",
            request ->
                planning(
                    "lvs1",
                    request,
                    List.of(
                        new ChangeView(
                            new ResourceId("service", "keepalived"), Action.DELETE, List.of()))));
    removing.keepalived = agent("lvs1").keepalived;
    hosts.put("lvs1", removing);
    assertThat(apply(director("lvs1"), Keepalived.REFUSED).outcome()).isEqualTo(HostOutcome.OK);
  }

  @Test
  void anAdoptionTellsTheAgentAndShowsWhatDiffers() throws Exception {
    HostResult result = apply(director("lvs1"), Keepalived.ADOPTED);
    assertThat(result.outcome()).as("%s", result.failure()).isEqualTo(HostOutcome.OK);
    assertThat(adopted()).containsExactly("keepalived");
    assertThat(result.notes())
        .anyMatch(note -> note.startsWith("keepalived runs OLD (VRID "))
        .contains("changes: VI_1: priority 77 -> " + router.config().priority());
  }

  @Test
  void anAdoptionWhoseChecksFailWhereKeepalivedServesGoesBack() throws Exception {
    FakeAgent host =
        new FakeAgent(
            FakeAgent.probeText(digest) + "keepalived=7\n",
            request ->
                switch (request) {
                  case Request.Status _ ->
                      List.of(
                          new Reply.Status(
                              Statuses.ofServices(
                                  "lvs1", applied.isEmpty() ? List.of() : List.of(onTrial()))));
                  case Request.Rollback _ ->
                      List.of(new Reply.Applied(3, false, 0, List.of(), List.of(), true));
                  default -> answer("lvs1", request);
                });
    host.keepalived = agent("lvs1").keepalived;
    hosts.put("lvs1", host);
    Applier adopting =
        new Applier(fleet().with(Keepalived.ADOPTED), events::add, Asked.withoutSite(false), null);

    HostResult result = adopting.apply(Map.of("lvs1", director("lvs1"))).getFirst();

    assertThat(result.outcome()).isEqualTo(HostOutcome.UNDONE);
    assertThat(Objects.requireNonNull(result.failure()).message())
        .contains(
            "the new check of service web finds web1 failed on lvs1: HTTP status 404, wanted 200;"
                + " it is in service without it");
    assertThat(host.asked).noneMatch(Request.Confirm.class::isInstance);
    applied.clear();
    assertThat(adopting.withoutGate().apply(Map.of("lvs1", director("lvs1"))).getFirst().outcome())
        .isEqualTo(HostOutcome.OK);
  }

  private static ServiceView onTrial() {
    return new ServiceView(
        "web",
        "192.168.0.254:80/tcp",
        "rr",
        "dr",
        List.of(
            RealServerView.builder("web1", "192.168.0.18", 80)
                .weight(1)
                .health(Health.UNCHECKED, 0, "")
                .trial(new TrialView(Health.UNHEALTHY, 0, "HTTP status 404, wanted 200"))
                .build()));
  }

  @Test
  void whatWouldEndNeedsForce() throws Exception {
    agent("lvs1").keepalived = configuration(router.config().virtualRouterId()) + configuration(99);
    HostResult refused = apply(director("lvs1"), Keepalived.ADOPTED);
    assertThat(Objects.requireNonNull(refused.failure()).message())
        .contains("keepalived's OLD (VRID 99 on", "is not in the site");
    assertThat(refused.failure().nextStep()).contains("--force");
    assertThat(adopted()).isEmpty();
    assertThat(apply(director("lvs1"), Keepalived.ADOPTED_WITH_LOSS).outcome())
        .isEqualTo(HostOutcome.OK);
  }

  @Test
  void withoutAKeepalivedOrWithTheSiteInForceThereIsNothingToAdopt() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    assertThat(
            Objects.requireNonNull(apply(director("lvs1"), Keepalived.ADOPTED).failure()).message())
        .contains("no keepalived runs there");
    FakeAgent same =
        new FakeAgent(
            FakeAgent.probeText(digest) + "keepalived=7\n",
            request ->
                request instanceof Request.Plan
                    ? List.of(new Reply.Plan(List.of(), List.of(), true))
                    : answer("lvs1", request));
    same.keepalived = configuration(router.config().virtualRouterId());
    hosts.put("lvs1", same);
    assertThat(
            Objects.requireNonNull(apply(director("lvs1"), Keepalived.ADOPTED).failure()).message())
        .contains("the agent has the site already");
  }

  /** What each apply adopts; empty for nothing. */
  private List<String> adopted() {
    return agent("lvs1").asked.stream()
        .filter(Request.Apply.class::isInstance)
        .map(each -> Objects.requireNonNullElse(((Request.Apply) each).adopts(), ""))
        .toList();
  }
}
