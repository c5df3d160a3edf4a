package org.hactl.control.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanCostsTest {
  private static final String SERVICE = "192.168.0.254:80/tcp";
  private static final PlanCosts COSTS =
      new PlanCosts(
          Map.of("lvs1", director("lvs1", 2), "lvs2", director("lvs2", 2), "web1", web("web1")));

  @Test
  void aRenamedRouterCostsNothing() {
    Cost cost = only(vrrp(field("name", "VI_1", "outside")));
    assertThat(cost.effect()).isEqualTo(Effect.NONE);
    assertThat(cost.text()).isEqualTo("only the name changes, which is not on the wire");
    assertThat(COSTS.interruptions(List.of(cost), List.of())).isEmpty();
  }

  @Test
  void directorsThatDoNotHearEachOtherAreAllMaster() {
    for (String each : List.of("interface", "family", "sent_on")) {
      assertThat(only(vrrp(field(each, "a", "b"))).effect()).as(each).isEqualTo(Effect.TWO_MASTERS);
    }
    ChangeView exchanged =
        change(Action.UPDATE, "vrrp", "VI_2", field("virtual_router_id", "52", "51"));
    Cost cost =
        COSTS
            .of("lvs1", List.of(vrrp(field("virtual_router_id", "51", "52")), exchanged))
            .getFirst();
    assertThat(cost.text())
        .isEqualTo(
            "directors with the old and with the new VRID do not hear each other: they change at"
                + " the same moment, and one that is left behind becomes master of VI_1 too");
    assertThat(PlanCosts.apart(List.of(cost))).containsExactly("VI_1");
    assertThat(COSTS.interruptions(List.of(cost), List.of()))
        .containsExactly("VI_1: " + cost.text());
  }

  @Test
  void theServiceOfACheckCostsNothing() {
    ChangeView gone =
        change(Action.DELETE, "ipvs", "fwm 2000007", field("192.0.2.18:0", "dr weight 1", null));
    assertThat(COSTS.of("lvs1", List.of(gone))).isEmpty();
  }

  @Test
  void whatChangesInStagesCostsNothing() {
    for (String each :
        List.of(
            "virtual_router_id",
            "version",
            "unicast.peers",
            "multicast_group",
            "authentication",
            "password",
            "advert_interval")) {
      assertThat(only(vrrp(field(each, "1", "2"))).effect()).as(each).isEqualTo(Effect.NONE);
    }
    Cost cost = only(vrrp(field("version", "2", "3"), field("name", "VI_1", "x")));
    assertThat(cost.text())
        .isEqualTo(
            "directors send and accept the old and the new version until all have the new one");
    assertThat(PlanCosts.apart(List.of(cost))).isEmpty();
  }

  /** The other director may be a keepalived. */
  @Test
  void aDirectorOutsideTheInventoryHasTimeToFollow() {
    List<Cost> costs =
        new PlanCosts(Map.of("lvs1", director("lvs1", 2)))
            .of("lvs1", List.of(vrrp(field("password", "(secret)", "(secret)"))));
    assertThat(costs.getFirst().effect()).isEqualTo(Effect.NONE);
    assertThat(costs.getFirst().text())
        .isEqualTo(
            "VI_1 is advertised with the old and the new password until 15 minutes after the apply:"
                + " in this time, give a director that hactl does not manage the new one");
    assertThat(
            new PlanCosts(Map.of("lvs1", director("lvs1", 2)))
                .of("lvs1", List.of(vrrp(field("virtual_router_id", "51", "52"))))
                .getFirst()
                .text())
        .endsWith("; a keepalived that is master gives the role up when it gets another VRID");
  }

  @Test
  void aDirectorThatThePlanLeavesOutHasTimeToFollow() {
    PlanCosts limited =
        new PlanCosts(
            Map.of("lvs1", director("lvs1", 2), "lvs2", director("lvs2", 2)), Set.of("lvs1"));
    FieldChange comes = field("holds address[eth0 192.168.0.253/24]", null, "yes");
    assertThat(limited.of("lvs1", List.of(vrrp(comes))).getFirst().text())
        .isEqualTo(
            "VI_1 is advertised with the old and the new VIPs until 15 minutes after the apply:"
                + " in this time, give lvs2 the new one");
  }

  @Test
  void anotherIntervalOfVersion3CostsNothing() {
    ChangeView change = vrrp(field("advert_interval", "1s", "2s"));
    assertThat(new PlanCosts(Map.of("lvs1", director("lvs1", 3))).of("lvs1", List.of(change)))
        .isEmpty();
  }

  @Test
  void vipsThatComeGoAndMove() {
    FieldChange comes = field("holds address[eth0 192.168.0.253/24]", null, "yes");
    FieldChange goes = field("holds address[eth0 192.168.0.253/24]", "yes", null);
    assertThat(COSTS.of("lvs1", List.of(vrrp(comes)))).isEmpty();
    assertThat(only(vrrp(goes)).text())
        .isEqualTo("clients of 192.168.0.253/24 get no answer any more");
    List<Cost> moved =
        COSTS.of("lvs1", List.of(vrrp(goes), change(Action.UPDATE, "vrrp", "VI_2", comes)));
    assertThat(moved).hasSize(1);
    assertThat(moved.getFirst().text())
        .isEqualTo(
            "192.168.0.253/24 moves from VI_1 to another virtual router: if another director is"
                + " master of that one, both have it for half a second");
    // The other director is not in the inventory and may be a keepalived.
    assertThat(
            new PlanCosts(Map.of("lvs1", director("lvs1", 2)))
                .of("lvs1", List.of(vrrp(comes)))
                .getFirst()
                .text())
        .startsWith("VI_1 is advertised with the old and the new VIPs until 15 minutes");
  }

  @Test
  void aRouterThatIsRemovedAndAnotherPriority() {
    ChangeView removed =
        change(
            Action.DELETE, "vrrp", "VI_1", field("holds address[eth0 192.0.2.9/32]", "yes", null));
    assertThat(only(removed).text()).isEqualTo("lvs1 gives up the VIPs of VI_1: 192.0.2.9/32");
    assertThat(only(vrrp(field("priority", "100", "80"))).effect()).isEqualTo(Effect.ROLE_MAY_MOVE);
    assertThat(COSTS.of("lvs1", List.of(vrrp(field("preempt_delay", "0s", "5s"))))).isEmpty();
  }

  @Test
  void withoutPreemptionAnotherPriorityMovesNoRole() {
    PlanCosts none =
        new PlanCosts(
            Map.of("lvs1", director("lvs1", 2, false), "lvs2", director("lvs2", 2, false)));
    Cost stays = none.of("lvs1", List.of(vrrp(field("priority", "100", "80")))).getFirst();
    assertThat(stays.effect()).isEqualTo(Effect.NONE);
    assertThat(stays.text())
        .isEqualTo("with preempt: false the role of VI_1 stays with its master");
    assertThat(none.interruptions(List.of(stays), List.of())).isEmpty();
    assertThat(none.of("lvs1", List.of(vrrp(field("priority", "100", "255")))).getFirst().effect())
        .as("an owner always preempts")
        .isEqualTo(Effect.ROLE_MAY_MOVE);
    assertThat(none.of("lvs1", List.of(vrrp(field("preempt", "yes", "no"))))).isEmpty();
    assertThat(only(vrrp(field("preempt", "no", "yes"))).effect()).isEqualTo(Effect.ROLE_MAY_MOVE);
  }

  @Test
  void aRealServerThatIsRemovedWithoutDrain() {
    Cost cost = only(ipvs(field("192.168.0.18:80", "dr weight 1", null)));
    assertThat(cost.effect()).isEqualTo(Effect.CONNECTIONS_CUT);
    assertThat(cost.subject()).isEqualTo("web");
    assertThat(cost.text())
        .isEqualTo("the connections to 192.168.0.18:80 are cut, if this director is master");
    assertThat(COSTS.of("lvs1", List.of(ipvs(field("192.168.0.18:80", "dr weight 0", null)))))
        .isEmpty();
  }

  @Test
  void aWeightUnderRoundRobinHasNoEffect() {
    Cost cost = only(ipvs(field("192.168.0.18:80", "dr weight 1", "dr weight 3")));
    assertThat(cost.effect()).isEqualTo(Effect.NONE);
    assertThat(cost.text()).isEqualTo("the scheduler rr does not use weights");
    assertThat(
            COSTS.of("lvs1", List.of(ipvs(field("192.168.0.18:80", "dr weight 1", "dr weight 0")))))
        .isEmpty();
  }

  @Test
  void softwareThatRestartsOnAllRealServersOfAService() {
    ChangeView restart =
        change(Action.RUN, "service", "nginx", field("restart", null, "for /etc/nginx.conf"));
    List<Cost> one = COSTS.of("web1", List.of(restart));
    assertThat(one.getFirst().text())
        .isEqualTo("web1, a real server of web, does not answer while nginx is down");
    assertThat(COSTS.interruptions(one, List.of()))
        .containsExactly("web: the software of web1 restarts");
    List<Cost> both =
        Stream.concat(one.stream(), COSTS.of("web2", List.of(restart)).stream()).toList();
    assertThat(COSTS.interruptions(both, List.of()))
        .containsExactly(
            "web: the software of all its real servers (web1, web2) restarts; none answers if they"
                + " restart at the same time");
    assertThat(COSTS.interruptions(both, List.of("web1")))
        .as("web1 is drained before")
        .containsExactly("web: the software of web2 restarts");
    assertThat(COSTS.interruptions(both, List.of("web1", "web2"))).isEmpty();
    assertThat(COSTS.of("lvs1", List.of(restart))).isEmpty();
    assertThat(
            COSTS.of(
                "web1",
                List.of(change(Action.RUN, "service", "nginx", field("reload", null, "x")))))
        .isEmpty();
  }

  private static Cost only(ChangeView change) {
    List<Cost> costs = COSTS.of("lvs1", List.of(change));
    assertThat(costs).hasSize(1);
    return costs.getFirst();
  }

  private static ChangeView vrrp(FieldChange... fields) {
    return change(Action.UPDATE, "vrrp", "VI_1", fields);
  }

  private static ChangeView ipvs(FieldChange... fields) {
    return change(Action.UPDATE, "ipvs", SERVICE, fields);
  }

  private static ChangeView change(Action action, String kind, String key, FieldChange... fields) {
    return new ChangeView(new ResourceId(kind, key), action, Arrays.asList(fields));
  }

  private static FieldChange field(String name, @Nullable String from, @Nullable String to) {
    return new FieldChange(name, from, to);
  }

  private static HostState web(String host) {
    return HostState.empty("shop", host);
  }

  private static HostState director(String host, int version) {
    return director(host, version, true);
  }

  private static HostState director(String host, int version, boolean preempt) {
    return HostState.builder("shop", host)
        .virtualRouters(
            List.of(
                VirtualRouterSpec.of(
                    "VI_1",
                    version,
                    51,
                    "eth0",
                    100,
                    1_000,
                    preempt,
                    0,
                    Authentication.none(),
                    List.of("192.168.0.254/24"),
                    GratuitousArp.DEFAULT)))
        .virtualServices(
            List.of(
                VirtualServiceSpec.builder("web", "192.168.0.254", 80)
                    .scheduler("rr")
                    .realServers(
                        List.of(
                            new RealServerSpec("web1", "192.168.0.18", 80, 1),
                            new RealServerSpec("web2", "192.168.0.20", 80, 1)))
                    .build()))
        .build();
  }
}
