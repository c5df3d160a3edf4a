package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hactl.health.RealServerHealth;
import org.hactl.host.CheckSpec;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.RealServerOptions;
import org.hactl.host.Talk;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceBuilder;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.reconcile.PassedOn.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DesiredStateTest {
  private static final RealServerSpec WEB1 = new RealServerSpec("web1", "192.168.0.18", 80, 2);
  private static final RealServerSpec WEB2 = new RealServerSpec("web2", "192.168.0.20", 80, 1);
  private static final Thing SYSCTL = new Thing("sysctl", "net.ipv4.ip_forward", "1");

  private final DesiredState desired = new DesiredState(new ThingShapes());

  @Test
  void onlyTheMasterHasTheAddresses() {
    HostState state = state(OnDown.REMOVE);
    assertThat(ids(desired.of(state, Roles.NONE, HealthLookup.UNCHECKED, List.of())))
        .containsExactly("sysctl[net.ipv4.ip_forward]", "ipvs[192.168.0.254:80/tcp]");
    assertThat(ids(desired.of(state, new Roles(Set.of("VI_1")), HealthLookup.UNCHECKED, List.of())))
        .containsExactly(
            "sysctl[net.ipv4.ip_forward]",
            "address[eth0 192.168.0.254/24]",
            "ipvs[192.168.0.254:80/tcp]");
    assertThat(ids(desired.claimed(state))).containsExactly("address[eth0 192.168.0.254/24]");
  }

  @Test
  void aDirectorThatIsARealServerBalancesAsMasterAloneAndElseHasTheVipOnItsLoopback() {
    HostState state = both();
    assertThat(ids(desired.of(state, Roles.NONE, HealthLookup.UNCHECKED, List.of())))
        .containsExactly("sysctl[net.ipv4.ip_forward]", "address[lo 192.168.0.254/32]");
    assertThat(ids(desired.of(state, MASTER, HealthLookup.UNCHECKED, List.of())))
        .containsExactly(
            "sysctl[net.ipv4.ip_forward]",
            "address[eth0 192.168.0.254/24]",
            "ipvs[192.168.0.254:80/tcp]");
    assertThat(ids(desired.claimed(state)))
        .containsExactly(
            "address[eth0 192.168.0.254/24]",
            "address[lo 192.168.0.254/32]",
            "ipvs[192.168.0.254:80/tcp]");
  }

  @Test
  void aDirectorThatIsARealServerPassesNothingOn() {
    assertThat(desired.notPassedOn(both(), through("192.168.0.16")))
        .containsExactly(
            "this host is itself a real server of web, so what the next master sent here would go"
                + " back to it");
  }

  private static HostState both() {
    HostState state = state(OnDown.REMOVE);
    return state.toBuilder()
        .virtualRouters(
            state.virtualRouters().stream()
                .map(router ->
                    router.standingBy(List.of(new Thing("address", "lo 192.168.0.254/32", ""))))
                .toList())
        .virtualServices(
            state.virtualServices().stream()
                .map(service -> service.toBuilder().onMasterOnly(true).build())
                .toList())
        .build();
  }

  @Test
  void theChecksDecideTheEntryOfARealServer() {
    HealthLookup health =
        (_, realServer) ->
            realServer.equals(WEB1) ? RealServerHealth.HEALTHY : RealServerHealth.UNHEALTHY;
    assertThat(service(OnDown.REMOVE, health, List.of())).isEqualTo("192.168.0.18 80 2;");
    assertThat(service(OnDown.QUIESCE, health, List.of()))
        .isEqualTo("192.168.0.18 80 2;192.168.0.20 80 0;");
  }

  @Test
  void aCheckViaTheVipHasAServiceOfEachRealServerWhateverItsHealth() {
    CheckSpec.Place viaVip = new CheckSpec.Place(null, null, null, null, null, CheckSpec.Via.VIP);
    CheckSpec check =
        new CheckSpec.Tcp(viaVip, Talk.NONE, new CheckSpec.Timing(2_000, 3_000, 2, 3));
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "192.168.0.254", 80)
            .check(check)
            .realServers(List.of(WEB1, WEB2))
            .build();
    HostState state = HostState.builder("shop", "lvs1").virtualServices(List.of(service)).build();

    List<Resource> made =
        desired.of(state, Roles.NONE, (_, _) -> RealServerHealth.UNHEALTHY, List.of());

    assertThat(made)
        .extracting(each -> ((Thing) each).value())
        .containsExactlyInAnyOrder("", "192.168.0.18 0 1;", "192.168.0.20 0 1;");
    assertThat(ids(made).subList(1, 3)).allMatch(each -> each.matches("ipvs\\[fwm 2\\d{6}]"));
  }

  @Test
  void aRealServerMayHaveItsOwnWordAboutAFailedCheck() {
    RealServerSpec quiet =
        new RealServerSpec(
            "web1", "192.168.0.18", 80, 2, RealServerOptions.NONE.withOnDown(OnDown.QUIESCE));
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "192.168.0.254", 80)
            .realServers(List.of(quiet, WEB2))
            .build();
    HostState state = HostState.builder("shop", "lvs1").virtualServices(List.of(service)).build();

    Resource made =
        desired.of(state, Roles.NONE, (_, _) -> RealServerHealth.UNHEALTHY, List.of()).getLast();

    assertThat(((Thing) made).value()).isEqualTo("192.168.0.18 80 0;");
  }

  @Test
  void aCheckMaySayTheWeight() {
    HealthLookup health =
        new HealthLookup() {
          @Override
          public RealServerHealth of(VirtualServiceSpec service, RealServerSpec realServer) {
            return RealServerHealth.HEALTHY;
          }

          @Override
          public int weight(VirtualServiceSpec service, RealServerSpec realServer) {
            return realServer.equals(WEB1) ? 50 : 0;
          }
        };
    assertThat(service(OnDown.REMOVE, health, List.of()))
        .isEqualTo("192.168.0.18 80 50;192.168.0.20 80 0;");
  }

  @Test
  void aServiceWhoseRealServersAreAllDownStaysWithoutAny() {
    assertThat(service(OnDown.REMOVE, (_, _) -> RealServerHealth.UNHEALTHY, List.of()))
        .isEqualTo("");
  }

  @Test
  void aRealServerInServiceStaysInServiceUntilACheckDecides() {
    HealthLookup unknown = (_, _) -> RealServerHealth.UNKNOWN;
    assertThat(service(OnDown.REMOVE, unknown, List.of())).isEqualTo("");
    Owned before =
        new Owned(new Thing("ipvs", "192.168.0.254:80/tcp", "192.168.0.18 80 7;"), Map.of());
    assertThat(service(OnDown.REMOVE, unknown, List.of(before))).isEqualTo("192.168.0.18 80 2;");
    Owned quiet =
        new Owned(new Thing("ipvs", "192.168.0.254:80/tcp", "192.168.0.18 80 0;"), Map.of());
    assertThat(service(OnDown.QUIESCE, unknown, List.of(quiet))).isEqualTo("192.168.0.18 80 0;");
  }

  @Test
  void unchangedServicesAreTheSameObjects() {
    Resource programmed =
        desired.of(state(OnDown.REMOVE), Roles.NONE, HealthLookup.UNCHECKED, List.of()).getLast();
    List<Owned> owned = List.of(new Owned(programmed, Map.of()));
    assertThat(desired.of(state(OnDown.REMOVE), Roles.NONE, HealthLookup.UNCHECKED, owned))
        .last()
        .isSameAs(programmed);
    HealthLookup down = (_, _) -> RealServerHealth.UNHEALTHY;
    assertThat(desired.of(state(OnDown.REMOVE), Roles.NONE, down, owned))
        .last()
        .isNotEqualTo(programmed);
  }

  @Test
  void theSameStateGivesOtherResourcesWhenHealthChanges() {
    HostState state = state(OnDown.REMOVE);
    HealthLookup down = (_, _) -> RealServerHealth.UNHEALTHY;
    Resource all = desired.of(state, Roles.NONE, HealthLookup.UNCHECKED, List.of()).getLast();
    Resource none = desired.of(state, Roles.NONE, down, List.of()).getLast();
    assertThat(none).isNotEqualTo(all);
    assertThat(desired.of(state, Roles.NONE, HealthLookup.UNCHECKED, List.of()))
        .last()
        .isEqualTo(all);
  }

  @Test
  void aProbeRedirectSendsEverythingToOneRealServerWhileThisHostIsNotMaster() {
    ProbeRedirect redirect =
        new ProbeRedirect(
            "192.168.0.254:80/tcp", new RealServerSpec("web3", "192.168.0.22", 80, 1));
    Redirects probing = new Redirects(redirect, List.of());
    HostState state = state(OnDown.REMOVE);
    assertThat(
            members(
                desired.of(
                    state, Roles.NONE, HealthLookup.UNCHECKED, Holds.NONE, List.of(), probing)))
        .isEqualTo("192.168.0.22 80 1;192.168.0.18 80 0;192.168.0.20 80 0;");
    Roles master = new Roles(Set.of("VI_1"));
    assertThat(
            members(
                desired.of(state, master, HealthLookup.UNCHECKED, Holds.NONE, List.of(), probing)))
        .isEqualTo("192.168.0.18 80 2;192.168.0.20 80 1;");
  }

  @Test
  void newConnectionsGoThroughAnotherDirectorWhileThisHostIsMaster() {
    PassedOn through = through("192.168.0.16");
    HostState state = state(OnDown.REMOVE);
    assertThat(redirected(state, MASTER, through))
        .isEqualTo("192.168.0.16 80 1;192.168.0.18 80 0;192.168.0.20 80 0;");
    assertThat(redirected(state, MASTER, through.in(Stage.ITS_CONNECTIONS)))
        .isEqualTo("192.168.0.16 80 0;192.168.0.18 80 2;192.168.0.20 80 1;");
    assertThat(redirected(state, Roles.NONE, through))
        .isEqualTo("192.168.0.18 80 2;192.168.0.20 80 1;");
    assertThat(desired.passedOn(state, through)).hasSize(1);
    assertThat(desired.notPassedOn(state, through)).isEmpty();
  }

  @Test
  void aServiceThatAnotherDirectorCannotServeLikeThisOneIsNotPassedOn() {
    PassedOn through = through("192.168.0.16");
    HostState nat = with(service -> service.forward(ForwardMethod.NAT));
    assertThat(redirected(nat, MASTER, through)).isEqualTo("192.168.0.18 80 2;192.168.0.20 80 1;");
    assertThat(desired.notPassedOn(nat, through))
        .containsExactly("web uses nat, so its answers come back through this host");
    HostState both = state(OnDown.REMOVE);
    assertThat(desired.notPassedOn(both, through("192.168.0.18")))
        .containsExactly("the next master is itself a real server of web");
    assertThat(desired.notPassedOn(both, new PassedOn("VI_1", Map.of(), Stage.NEW_CONNECTIONS)))
        .containsExactly("web has no way to the next master");
    assertThat(desired.passedOn(both, new PassedOn("VI_2", Map.of(), Stage.NEW_CONNECTIONS)))
        .isEmpty();
  }

  @Test
  void knownClientsOfAPersistentServiceArePassedOnUnlessTheSiteKeepsThem() {
    Thing leave = new Thing("sysctl", "net.ipv4.vs.expire_quiescent_template", "1");
    Thing stay = new Thing("sysctl", "net.ipv4.vs.expire_quiescent_template", "0");
    Redirects through = new Redirects(null, List.of(through("192.168.0.16")));
    HostState persistent = with(service -> service.persistenceMillis(300_000));
    assertThat(desired.standing(persistent, MASTER, Holds.NONE, through)).contains(leave);
    assertThat(desired.standing(persistent, Roles.NONE, Holds.NONE, through)).doesNotContain(leave);
    HostState kept =
        HostState.builder("shop", "lvs1")
            .resources(List.of(stay))
            .virtualServices(persistent.virtualServices())
            .build();
    assertThat(redirected(kept, MASTER, through.passedOn().getFirst()))
        .isEqualTo("192.168.0.18 80 2;192.168.0.20 80 1;");
    assertThat(desired.standing(kept, MASTER, Holds.NONE, through))
        .contains(stay)
        .doesNotContain(leave);
    assertThat(desired.notPassedOn(kept, through.passedOn().getFirst()))
        .containsExactly(
            "the known clients of web stay with their real servers here, as the site says");
  }

  @Test
  void anAgentThatWasKilledWhileItPassedOnServesAtOnce() {
    HealthLookup unknown = (_, _) -> RealServerHealth.UNKNOWN;
    Owned passed =
        new Owned(
            new Thing(
                "ipvs",
                "192.168.0.254:80/tcp",
                "192.168.0.16 80 1;192.168.0.18 80 0;192.168.0.20 80 0;"),
            Map.of());
    assertThat(service(OnDown.QUIESCE, unknown, List.of(passed)))
        .isEqualTo("192.168.0.18 80 2;192.168.0.20 80 1;");
  }

  private static final Roles MASTER = new Roles(Set.of("VI_1"));

  private static PassedOn through(String way) {
    return new PassedOn("VI_1", Map.of("192.168.0.254", way), Stage.NEW_CONNECTIONS);
  }

  private String redirected(HostState state, Roles roles, PassedOn through) {
    return members(
        desired.of(
            state,
            roles,
            HealthLookup.UNCHECKED,
            Holds.NONE,
            List.of(),
            new Redirects(null, List.of(through))));
  }

  private static HostState with(UnaryOperator<VirtualServiceBuilder> change) {
    HostState state = state(OnDown.REMOVE);
    VirtualServiceSpec service = state.virtualServices().getFirst();
    return HostState.builder("shop", "lvs1")
        .virtualRouters(state.virtualRouters())
        .virtualServices(List.of(change.apply(service.toBuilder()).build()))
        .build();
  }

  @ParameterizedTest
  @EnumSource(RealServerHealth.class)
  void aDrainedRealServerHasWeight0WhateverItsChecksSay(RealServerHealth each) {
    HealthLookup health =
        (_, realServer) -> realServer.equals(WEB1) ? each : RealServerHealth.HEALTHY;
    for (OnDown onDown : OnDown.values()) {
      for (Hold hold :
          List.of(
              drain("web1", null),
              drain("192.168.0.18", null),
              drain("web1", "web"),
              new Hold.Maintenance("web1", word(Hold.State.HELD, 1)))) {
        assertThat(service(onDown, health, Holds.of(List.of(hold))))
            .as("%s %s", onDown, hold)
            .isEqualTo("192.168.0.18 80 0;192.168.0.20 80 1;");
      }
    }
  }

  @Test
  void aHoldOfAnotherServiceOrHostOrOneThatHasEndedChangesNothing() {
    for (Hold hold :
        List.of(
            drain("web3", null),
            drain("web1", "other"),
            drain("web1", null).with(word(Hold.State.ENDED, 2)))) {
      assertThat(service(OnDown.REMOVE, HealthLookup.UNCHECKED, Holds.of(List.of(hold))))
          .as("%s", hold)
          .isEqualTo("192.168.0.18 80 2;192.168.0.20 80 1;");
    }
  }

  @Test
  void knownClientsLeaveADrainedRealServerOfAPersistentServiceUnlessTheSiteKeepsThem() {
    Thing leave = new Thing("sysctl", "net.ipv4.vs.expire_quiescent_template", "1");
    Thing stay = new Thing("sysctl", "net.ipv4.vs.expire_quiescent_template", "0");
    Holds held = Holds.of(List.of(drain("web1", null)));
    assertThat(withHolds(persistent(300_000, List.of()), held)).contains(leave);
    assertThat(desired.standing(persistent(300_000, List.of()), Roles.NONE, held, Redirects.NONE))
        .contains(leave);
    assertThat(withHolds(persistent(300_000, List.of(stay)), held))
        .contains(stay)
        .doesNotContain(leave);
    assertThat(withHolds(persistent(300_000, List.of()), Holds.NONE)).doesNotContain(leave);
    assertThat(withHolds(persistent(0, List.of()), held)).doesNotContain(leave);
    Holds other = Holds.of(List.of(drain("web1", "other")));
    assertThat(withHolds(persistent(300_000, List.of()), other)).doesNotContain(leave);
  }

  private List<Resource> withHolds(HostState state, Holds holds) {
    return desired.of(state, Roles.NONE, HealthLookup.UNCHECKED, holds, List.of(), Redirects.NONE);
  }

  private static HostState persistent(long millis, List<Resource> resources) {
    return HostState.builder("shop", "lvs1")
        .resources(resources)
        .virtualServices(
            List.of(
                VirtualServiceSpec.builder("web", "192.168.0.254", 80)
                    .scheduler("rr")
                    .persistenceMillis(millis)
                    .realServers(List.of(WEB1, WEB2))
                    .build()))
        .build();
  }

  private static Hold drain(String realServer, @Nullable String service) {
    return new Hold.Drain(realServer, service, word(Hold.State.HELD, 1));
  }

  private static Hold.Word word(Hold.State state, long version) {
    return new Hold.Word(state, "ann@desk", "", 5, version);
  }

  private String service(OnDown onDown, HealthLookup health, Holds holds) {
    return members(desired.of(state(onDown), Roles.NONE, health, holds, List.of(), Redirects.NONE));
  }

  @ParameterizedTest
  @EnumSource(RealServerHealth.class)
  void isAFunctionOfItsArguments(RealServerHealth each) {
    HealthLookup health = (_, _) -> each;
    assertThat(service(OnDown.REMOVE, health, List.of()))
        .isEqualTo(service(OnDown.REMOVE, health, List.of()));
  }

  private String service(OnDown onDown, HealthLookup health, List<Owned> owned) {
    return members(desired.of(state(onDown), Roles.NONE, health, owned));
  }

  private static String members(List<Resource> resources) {
    return resources.stream()
        .filter(resource -> resource.id().kind().equals("ipvs"))
        .map(resource -> ((Thing) resource).value())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(List<Resource> resources) {
    return resources.stream().map(resource -> resource.id().toString()).toList();
  }

  private static HostState state(OnDown onDown) {
    VirtualRouterSpec router =
        TestRouters.router("VI_1", "eth0", "192.168.0.254/24")
            .holding(List.of(new Thing("address", "eth0 192.168.0.254/24", "")));
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "192.168.0.254", 80)
            .virtualRouter("VI_1")
            .scheduler("rr")
            .check(new CheckSpec.Tcp(null, new CheckSpec.Timing(2_000, 3_000, 2, 3)))
            .onDown(onDown)
            .realServers(List.of(WEB1, WEB2))
            .build();
    return HostState.builder("shop", "lvs1")
        .resources(List.of(SYSCTL))
        .virtualRouters(List.of(router))
        .virtualServices(List.of(service))
        .build();
  }
}
