package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a configuration changes the running routers and groups, and what verdicts and holds do. */
class VrrpCoreConfigurationTest extends TestCore {
  private static final List<SyncGroupConfig> ONE_GROUP =
      List.of(new SyncGroupConfig("VG_1", List.of("VI_1", "VI_2")));

  @Test
  void aRouterThatStaysTheSameIsNotTouched() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    pass(SECOND / 2);
    RouterConfig other = on("v1", "VI_2", 60);
    core.configure(List.of(other, Fixtures.v2()), List.of(), Map.of());
    assertThat(network.takePackets()).isEmpty();
    assertThat(network.opened()).isEqualTo(BOTH_PROTOCOLS);
    pass(SECOND / 2);
    assertThat(network.takePackets()).hasSize(1);
    assertThat(core.routerStatus()).extracting(RouterStatus::name).containsExactly("VI_2", "VI_1");
  }

  @Test
  void anotherVridIsAnotherRouter() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    RouterConfig other = on("v0", "VI_1", 52);
    core.configure(List.of(Fixtures.withPriority(Fixtures.v2(), 1)), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.v2(), PEER, 200, 1));
    core.configure(List.of(other), List.of(), Map.of());
    assertThat(status().state()).isEqualTo(State.BACKUP);
    assertThat(network.isOpen("v0")).isTrue();
    network.deliver("v0", encode(other, PEER, 200, 1));
    assertThat(status().traffic().advertisementsReceived()).isEqualTo(1);
  }

  @Test
  void aMasterThatMovesToAnotherInterfaceGoesOnThere() {
    linkTheOther();
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    events.clear();
    core.configure(List.of(on("v1", "VI_1", 51)), List.of(), Map.of());
    assertThat(status().state()).isEqualTo(State.MASTER);
    assertThat(network.takePackets())
        .as("the last word on v0, the first one on v1, no priority 0")
        .hasSize(2)
        .allMatch(packet -> (packet[22] & 0xff) == 100);
    assertThat(events(Transition.class))
        .extracting(Transition::reason)
        .containsExactly(Reason.TAKEN_OVER);
    assertThat(network.isOpen("v0")).isFalse();
  }

  @Test
  void aGroupIsToldOfUnlessItsMasterGoesOnElsewhere() {
    linkTheOther();
    RouterConfig one = on("v0", "VI_1", 51);
    RouterConfig other = on("v1", "VI_2", 52);
    SyncGroupConfig group = new SyncGroupConfig("VG_1", List.of("VI_1"));
    SyncGroupConfig otherGroup = new SyncGroupConfig("VG_2", List.of("VI_2"));
    core.configure(List.of(one, other), List.of(group, otherGroup), Map.of());
    pass(DOWN_100 + SECOND);
    events.clear();
    core.configure(List.of(on("v1", "VI_1", 51), other), List.of(group), Map.of());
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.MASTER);
    assertThat(events(VrrpEvent.GroupTransition.class))
        .extracting(VrrpEvent.GroupTransition::group, VrrpEvent.GroupTransition::to)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("VG_2", State.INIT));
  }

  @Test
  void whileARouterChangesItSendsAndHearsBothVrids() {
    RouterConfig old = Fixtures.v2();
    RouterConfig now = on("v0", "VI_1", 52);
    core.configure(List.of(old), List.of(), Map.of());
    pass(DOWN_100);
    network.takePackets();
    core.configure(List.of(old.hearing(now)), List.of(), Map.of());
    assertThat(network.takePackets()).extracting(packet -> (int) packet[21]).contains(51, 52);
    network.deliver("v0", encode(now, PEER, 200, 1));
    pass(SECOND);
    assertThat(status().state()).isEqualTo(State.BACKUP);
    core.configure(List.of(now.hearing(old)), List.of(), Map.of());
    network.deliver("v0", encode(old, PEER, 201, 1));
    assertThat(status().master().priority()).isEqualTo(201);
    core.configure(List.of(now), List.of(), Map.of());
    network.deliver("v0", encode(old, PEER, 202, 1));
    assertThat(status().master().priority()).isEqualTo(201);
    network.deliver("v0", encode(now, PEER, 203, 1));
    assertThat(status().master().priority()).isEqualTo(203);
    assertThat(status().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void anotherNameAloneChangesNothingOnTheWire() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100 + SECOND / 2);
    assertThat(status().state()).isEqualTo(State.MASTER);
    RouterStatus before = status();
    network.takePackets();
    events.clear();
    RouterConfig renamed = renamed(Fixtures.v2(), "outside");
    core.track("outside", TrackVerdict.FINE);
    core.configure(List.of(renamed), List.of(), Map.of());
    assertThat(network.takePackets()).isEmpty();
    assertThat(events).isEmpty();
    assertThat(status().name()).isEqualTo("outside");
    assertThat(status().role().transitions()).isEqualTo(before.role().transitions());
    pass(SECOND / 2);
    assertThat(network.takePackets()).hasSize(1);
    core.configure(List.of(), List.of(), Map.of());
    assertThat(transitions()).extracting(Transition::router).containsExactly("outside");
  }

  @Test
  void aNameThatAnotherRouterHadIsNoRename() {
    RouterConfig other = on("v1", "VI_2", 60);
    core.configure(List.of(Fixtures.v2(), other), List.of(), Map.of());
    pass(DOWN_100 + SECOND / 2);
    core.configure(
        List.of(renamed(Fixtures.v2(), "VI_2"), renamed(other, "VI_1")), List.of(), Map.of());
    assertThat(core.routerStatus()).noneMatch(each -> each.state() == State.MASTER);
  }

  @Test
  void refusesNamesAndVridsGivenTwiceAndChangesNothing() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThatThrownBy(
            () -> core.configure(List.of(Fixtures.v2(), on("v0", "VI_2", 51)), List.of(), Map.of()))
        .hasMessage("virtual routers VI_1 and VI_2 both have VRID 51 on v0");
    assertThatThrownBy(
            () -> core.configure(List.of(Fixtures.v2(), on("v1", "VI_1", 51)), List.of(), Map.of()))
        .hasMessage("virtual router VI_1 is given twice");
    assertThat(status().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aRouterThatComesLaterStandsBackAsWell() {
    core.defer("VI_1", new Input.Deferred(Deference.PREEMPTION, "older"));
    RouterConfig config = on("v0", "VI_1", 51);
    core.configure(List.of(config), List.of(), Map.of());
    for (int second = 0; second < 10; second++) {
      network.deliver("v0", encode(config, PEER, 50, 1));
      pass(SECOND);
    }
    assertThat(status().state()).isEqualTo(State.BACKUP);
    core.defer("VI_1", Input.Deferred.NOT);
    for (int second = 0; second < 5; second++) {
      network.deliver("v0", encode(config, PEER, 50, 1));
      pass(SECOND);
    }
    assertThat(status().role().reason()).isEqualTo(Reason.PREEMPTION);
  }

  @Test
  void aVerdictAppliesToALaterRouterAndSurvivesReconfigurations() {
    core.track("VI_1", new TrackVerdict(-30, null));
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    assertThat(status(0).priority().effective()).isEqualTo(70);
    assertThat(status(0).priority().configured()).isEqualTo(100);
    core.configure(List.of(on("v0", "VI_1", 51).withPriority(150)), List.of(), Map.of());
    assertThat(status(0).priority().effective()).isEqualTo(120);
    core.track("VI_1", new TrackVerdict(0, "chk_http: exit status 1"));
    assertThat(status(0).state()).isEqualTo(State.FAULT);
    assertThat(status(0).role().reason()).isEqualTo(Reason.TRACKED);
    assertThat(status(0).role().detail()).isEqualTo("chk_http: exit status 1");
    core.configure(List.of(), List.of(), Map.of());
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    assertThat(status(0).state()).isEqualTo(State.FAULT);
    assertThat(events(VrrpEvent.PriorityChange.class))
        .extracting(VrrpEvent.PriorityChange::from, VrrpEvent.PriorityChange::to)
        .startsWith(org.assertj.core.groups.Tuple.tuple(70, 120));
  }

  @Test
  void holdsCountFromTheStartOfTheEngineAndOfTheHost() {
    ProtocolOptions held =
        ProtocolOptions.DEFAULT.toBuilder()
            .startupDelay(Duration.ofSeconds(20))
            .bootDelay(Duration.ofSeconds(1_030))
            .build();
    pass(5 * SECOND);
    core.configure(List.of(on("v0", "VI_1", 51).with(held)), List.of(), Map.of());
    assertThat(status(0).role().reason()).isEqualTo(Reason.STARTUP_HOLD);
    pass(25 * SECOND - 1);
    assertThat(status(0).role().reason()).isEqualTo(Reason.STARTUP_HOLD);
    pass(1);
    assertThat(status(0).role().reason()).isEqualTo(Reason.STARTUP);
  }

  @Test
  void aGroupIsMasterTogetherAndItsFaultIsNamed() {
    configureGroup();
    pass(DOWN_100 + SECOND);
    assertThat(core.routerStatus())
        .allSatisfy(router -> {
          assertThat(router.state()).isEqualTo(State.MASTER);
          assertThat(router.identity().group()).isEqualTo("VG_1");
        });
    network.link("v1", 8, false, "192.0.2.2");
    network.takePackets();
    core.interfaceChanged("v1");
    assertThat(status(0).state()).isEqualTo(State.FAULT);
    assertThat(status(0).role().reason()).isEqualTo(Reason.GROUP_MEMBER);
    assertThat(status(0).role().detail()).isEqualTo("VI_2");
    assertThat(events(VrrpEvent.GroupTransition.class))
        .extracting(VrrpEvent.GroupTransition::to)
        .containsExactly(State.BACKUP, State.MASTER, State.FAULT);
  }

  @Test
  void formingAGroupOfMastersChangesNoRole() {
    linkTheOther();
    List<RouterConfig> routers = List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52));
    core.configure(routers, List.of(), Map.of());
    pass(DOWN_100 + SECOND);
    events.clear();
    network.takePackets();
    core.configure(routers, ONE_GROUP, Map.of());
    core.configure(routers, List.of(), Map.of());
    assertThat(network.takePackets()).isEmpty();
    assertThat(events(Transition.class)).isEmpty();
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.MASTER);
  }

  @Test
  void aMemberThatLeavesTheSiteLeavesTheOthersMaster() {
    configureGroup();
    pass(DOWN_100 + SECOND);
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    assertThat(status(0).state()).isEqualTo(State.MASTER);
    assertThat(events(VrrpEvent.GroupTransition.class).getLast().to()).isEqualTo(State.INIT);
  }

  @Test
  void allMembersOfAGroupResumeOrNone() {
    linkTheOther();
    Map<String, ResumeHint> both = new java.util.HashMap<>();
    both.put("VI_1", new ResumeHint(Duration.ofSeconds(1)));
    List<RouterConfig> routers = List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52));
    core.configure(routers, ONE_GROUP, both);
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.BACKUP);
    core.configure(List.of(), List.of(), Map.of());
    both.put("VI_2", new ResumeHint(Duration.ofSeconds(1)));
    core.configure(routers, ONE_GROUP, both);
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.MASTER);
  }

  @Test
  void closingReleasesEveryMember() {
    configureGroup();
    pass(DOWN_100 + SECOND);
    network.takePackets();
    core.close();
    assertThat(network.takePackets()).hasSize(2);
  }

  @Test
  void aWrongGroupChangesNothing() {
    assertThatThrownBy(() -> core.configure(List.of(on("v0", "VI_1", 51)), ONE_GROUP, Map.of()))
        .hasMessage("sync group VG_1 names an unknown virtual router: VI_2");
    assertThat(core.routerStatus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noReconfigurationTouchesARouterThatDoesNotChange(long seed) {
    assertThat(advertisements(seed, true)).isEqualTo(advertisements(seed, false));
  }

  /** The times at which VI_1 advertises while other routers come, change and go. */
  private List<Long> advertisements(long seed, boolean reconfigures) {
    FakeVrrpNetwork own = new FakeVrrpNetwork();
    own.link("v0", 7, true, "192.0.2.2");
    own.link("v1", 8, true, "192.0.2.2");
    long[] time = {1_000 * SECOND};
    VrrpCore one =
        new VrrpCore(own, event -> {}, RoleMemory.none(), () -> time[0], InstantSource.system());
    Random random = new Random(seed);
    RouterConfig same = on("v0", "VI_1", 51);
    one.configure(List.of(same), List.of(), Map.of());
    List<Long> times = new ArrayList<>();
    long start = time[0];
    for (int step = 0; step < 200; step++) {
      long end = time[0] + random.nextLong(300 * MS);
      List<RouterConfig> site = others(random);
      site.add(random.nextInt(site.size() + 1), same);
      if (reconfigures) {
        one.configure(site, List.of(), Map.of());
        collect(own, times, time[0] - start);
      }
      while (one.nextDeadlineNanos() <= end) {
        time[0] = Math.max(time[0], one.nextDeadlineNanos());
        one.fireTimers();
        collect(own, times, time[0] - start);
      }
      time[0] = end;
    }
    return times;
  }

  private static void collect(FakeVrrpNetwork network, List<Long> times, long nanos) {
    for (byte[] packet : network.takePackets()) {
      if (packet[21] == 51) {
        times.add(nanos);
      }
    }
  }

  private static List<RouterConfig> others(Random random) {
    List<RouterConfig> routers = new ArrayList<>();
    for (int vrid = 52; vrid < 52 + random.nextInt(4); vrid++) {
      routers.add(
          on(random.nextBoolean() ? "v0" : "v1", "VI_" + vrid, vrid)
              .withPriority(1 + random.nextInt(255)));
    }
    return routers;
  }

  private void linkTheOther() {
    network.link("v1", 8, true, "192.0.2.2");
  }

  private void configureGroup() {
    linkTheOther();
    core.configure(List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52)), ONE_GROUP, Map.of());
  }
}
