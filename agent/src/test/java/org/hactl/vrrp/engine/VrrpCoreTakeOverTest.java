package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** The engine of one process goes on where the engine of another one stands still. */
class VrrpCoreTakeOverTest extends TestCore {
  private static final RouterConfig OTHER = Fixtures.on("v0", "VI_2", 52);

  private final FakeVrrpNetwork nextNetwork = new FakeVrrpNetwork();
  private final List<VrrpEvent> nextEvents = new ArrayList<>();
  private final VrrpCore next =
      new VrrpCore(
          nextNetwork, nextEvents::add, RoleMemory.none(), () -> now, InstantSource.system());

  private RouterStatus takeOver(RouterConfig... configs) {
    return takeOver(List.of(), configs);
  }

  private RouterStatus takeOver(List<SyncGroupConfig> groups, RouterConfig... configs) {
    nextNetwork.link("v0", 7, true, "192.0.2.2");
    Map<String, RouterSnapshot> frozen = core.freeze();
    network.takePackets();
    next.starts().inherit(frozen);
    next.configure(List.of(configs), groups, Map.of());
    return next.routerStatus().getFirst();
  }

  private List<Transition> nextTransitions() {
    return nextEvents.stream()
        .filter(Transition.class::isInstance)
        .map(Transition.class::cast)
        .toList();
  }

  private void becomeMaster(RouterConfig... configs) {
    core.configure(List.of(configs), List.of(), Map.of());
    pass(DOWN_100);
    assertThat(status().state()).isEqualTo(State.MASTER);
    network.takePackets();
  }

  @Test
  void aMasterAdvertisesOnceMoreAndItsSuccessorAtOnce() {
    becomeMaster(Fixtures.v2());
    now += SECOND / 2;
    core.freeze();
    assertThat(network.takePackets()).hasSize(1);
    RouterStatus after = takeOver(Fixtures.v2());
    assertThat(after.state()).isEqualTo(State.MASTER);
    assertThat(after.role().reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
    assertThat(after.role().transitions()).isEqualTo(status().role().transitions());
    assertThat(nextNetwork.takePackets())
        .containsExactly(encode(Fixtures.v2(), "192.0.2.2", 100, 1));
    assertThat(nextTransitions())
        .extracting(Transition::to, Transition::reason)
        .containsExactly(org.assertj.core.api.Assertions.tuple(State.MASTER, Reason.TAKEN_OVER));
  }

  @Test
  void thePacketsAreCountedOn() {
    becomeMaster(Fixtures.v2());
    network.deliver("v0", encode(Fixtures.v2(), PEER, 50, 1));
    network.deliver("v0", encode(Fixtures.v3(), PEER, 50, 1));
    pass(3 * SECOND);
    RouterStatus.Traffic after = takeOver(Fixtures.v2()).traffic();
    RouterStatus.Traffic before = status().traffic();
    assertThat(before.advertisementsSent()).isGreaterThan(3);
    assertThat(before.advertisementsReceived()).isPositive();
    assertThat(before.rejected()).isNotEmpty();
    assertThat(after.advertisementsSent()).isEqualTo(before.advertisementsSent() + 1);
    assertThat(after.advertisementsReceived()).isEqualTo(before.advertisementsReceived());
    assertThat(after.gratuitousArpsSent()).isEqualTo(before.gratuitousArpsSent());
    assertThat(after.rejected()).isEqualTo(before.rejected());
  }

  @Test
  void aMasterThatNoOtherProcessTookOverGoesOn() {
    becomeMaster(Fixtures.v2());
    int before = transitions().size();
    core.freeze();
    now += SECOND * 5 / 2;
    core.fireTimers();
    pass(10 * SECOND);
    assertThat(status().state()).isEqualTo(State.MASTER);
    assertThat(transitions()).hasSize(before);
  }

  @Test
  void aBackupWaitsOnlyForTheRest() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    network.deliver("v0", encode(Fixtures.v2(), PEER, 200, 1));
    pass(DOWN_100 - SECOND);
    RouterStatus after = takeOver(Fixtures.v2());
    assertThat(after.state()).isEqualTo(State.BACKUP);
    assertThat(after.master().priority()).isEqualTo(200);
    now += SECOND - 1;
    next.fireTimers();
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.BACKUP);
    now += 1;
    next.fireTimers();
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.MASTER);
    assertThat(nextTransitions().getLast().reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
  }

  @Test
  void theTimeInWhichNoProcessListenedDoesNotCount() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(DOWN_100 - SECOND / 10);
    Map<String, RouterSnapshot> frozen = core.freeze();
    now += SECOND;
    nextNetwork.link("v0", 7, true, "192.0.2.2");
    next.starts().inherit(frozen);
    next.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    next.fireTimers();
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aMasterWhoseInterfaceIsDownNowIsInFault() {
    becomeMaster(Fixtures.v2());
    Map<String, RouterSnapshot> frozen = core.freeze();
    nextNetwork.link("v0", 7, false, "192.0.2.2");
    next.starts().inherit(frozen);
    next.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.FAULT);
    assertThat(nextTransitions().getLast().reason()).isEqualTo(Reason.INTERFACE_DOWN);
  }

  private RouterStatus takeOverAfterAHandOver() {
    becomeMaster(Fixtures.v2());
    core.handOver("VI_1");
    assertThat(core.handsOver()).isTrue();
    network.deliver("v0", encode(Fixtures.v2(), PEER, 50, 1));
    pass(SECOND);
    assertThat(core.handsOver()).isFalse();
    assertThat(status().state()).isEqualTo(State.BACKUP);
    network.deliver("v0", encode(Fixtures.v2(), PEER, 50, 1));
    return takeOver(Fixtures.v2());
  }

  private State nextHears(int priority) {
    for (int times = 0; times < 6; times++) {
      nextNetwork.deliver("v0", encode(Fixtures.v2(), PEER, priority, 1));
      now += SECOND;
      next.fireTimers();
    }
    return next.routerStatus().getFirst().state();
  }

  @Test
  void aRouterThatWasHandedOverStillFollowsTheOther() {
    assertThat(takeOverAfterAHandOver().role().reason()).isEqualTo(Reason.OPERATOR);
    assertThat(nextHears(50)).isEqualTo(State.BACKUP);
  }

  @Test
  void aRouterThatWasHandedOverDoesNotFollowAMasterWhosePriorityFell() {
    takeOverAfterAHandOver();
    assertThat(nextHears(40)).isEqualTo(State.MASTER);
  }

  @Test
  void aRouterThatStandsByStillDoes() {
    core.standBy(Set.of("VI_1"));
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(2 * DOWN_100);
    next.standBy(Set.of("VI_1"));
    takeOver(Fixtures.v2());
    now += 2 * DOWN_100;
    next.fireTimers();
    now += 2 * DOWN_100;
    next.fireTimers();
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aRouterThatStandsBackForANewerSiteStillDoes() {
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    core.defer("VI_1", new Input.Deferred(Deference.ROLE, "lvs1 serves its addresses"));
    assertThat(status().state()).isEqualTo(State.FAULT);
    RouterStatus after = takeOver(Fixtures.v2());
    assertThat(after.state()).isEqualTo(State.FAULT);
    assertThat(after.role().reason()).isEqualTo(Reason.OLDER_SITE);
    next.defer("VI_1", Input.Deferred.NOT);
    assertThat(next.routerStatus().getFirst().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aGroupKeepsItsRoleWithoutAWord() {
    SyncGroupConfig group = new SyncGroupConfig("G", List.of("VI_1", "VI_2"));
    core.configure(List.of(Fixtures.v2(), OTHER), List.of(group), Map.of());
    pass(DOWN_100);
    assertThat(events(VrrpEvent.GroupTransition.class)).isNotEmpty();
    takeOver(List.of(group), Fixtures.v2(), OTHER);
    assertThat(next.routerStatus()).extracting(RouterStatus::state).containsOnly(State.MASTER);
    assertThat(nextEvents).noneMatch(VrrpEvent.GroupTransition.class::isInstance);
    now += SECOND;
    next.fireTimers();
    assertThat(nextEvents).noneMatch(VrrpEvent.GroupTransition.class::isInstance);
  }

  @Test
  void theOtherMasterIsToldOnce() {
    RouterConfig higher = withPriority(Fixtures.v2(), 150);
    core.configure(List.of(higher), List.of(), Map.of());
    pass(4 * SECOND);
    for (int times = 0; times < 4; times++) {
      network.deliver("v0", encode(higher, PEER, 100, 1));
      pass(SECOND);
    }
    assertThat(events(VrrpEvent.OtherMasterSeen.class)).hasSize(1);
    RouterStatus after = takeOver(higher);
    assertThat(after.otherMaster()).isNotNull();
    nextNetwork.deliver("v0", encode(higher, PEER, 100, 1));
    assertThat(nextEvents).noneMatch(VrrpEvent.OtherMasterSeen.class::isInstance);
    now += 10 * SECOND;
    for (int times = 0; times < 20; times++) {
      now += SECOND / 2;
      next.fireTimers();
    }
    assertThat(nextEvents).anyMatch(VrrpEvent.OtherMasterGone.class::isInstance);
  }
}
