package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hactl.vrrp.wire.Fixtures.address;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.AnnounceAddresses;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Effect.SendAdvertisement;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Input.AndThen;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.wire.Fixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two routers that are both master or none of them. */
class SyncGroupTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 7 * SECOND;
  private static final long DOWN_100 = 3_609_375_000L;
  private static final InetAddress PEER = address("192.0.2.1");

  private final List<String> told = new ArrayList<>();
  private final SyncGroup group =
      new SyncGroup("VG_1", (name, from, to, why) -> told.add(from + " " + to + " " + why.text()));
  private final Joined one = new Joined("VI_1");
  private final Joined two = new Joined("VI_2");

  @Test
  void bothBecomeMasterWhenEachAloneWould() {
    start();
    one.step(Input.Timer.FIRED, START + DOWN_100);
    assertThat(one.machine.state()).isEqualTo(State.BACKUP);
    assertThat(one.machine.intent()).isEqualTo(GroupIntent.LEAD);
    hear(two, 200, START + DOWN_100);
    one.step(Input.Timer.FIRED, one.machine.nextDeadlineNanos());
    assertThat(one.machine.state()).isEqualTo(State.BACKUP);
    two.step(Input.Timer.FIRED, START + 2 * DOWN_100);
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    assertThat(one.machine.reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
    assertThat(told).containsExactly("INIT BACKUP startup", "BACKUP MASTER advert-timeout");
  }

  @Test
  void aMemberWithdrawsItsIntentWhenItHearsAMaster() {
    start();
    one.step(Input.Timer.FIRED, START + DOWN_100);
    hear(one, 200, START + DOWN_100 + 1);
    assertThat(one.machine.intent()).isEqualTo(GroupIntent.FOLLOW);
    two.step(Input.Timer.FIRED, START + DOWN_100 + 2);
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void aMemberThatYieldsMakesTheOtherYieldWithoutPriorityZero() {
    lead();
    hear(one, 200, now() + 1);
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    one.step(Input.Timer.FIRED, one.machine.nextDeadlineNanos());
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    assertThat(two.machine.reason()).isEqualTo(Reason.GROUP_BACKUP);
    assertThat(two.effects).doesNotContain(new SendAdvertisement(0));
    assertThat(told).last().isEqualTo("MASTER BACKUP higher-priority-peer");
  }

  @Test
  void aFaultOfOneIsTheFaultOfBothAndReleasesBoth() {
    lead();
    two.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), now());
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
    assertThat(one.effects)
        .containsExactly(
            new SendAdvertisement(0),
            new ChangeState(State.MASTER, State.FAULT, Reason.GROUP_MEMBER, null, 0));
    assertThat(one.machine.faults().detail()).isEqualTo("VI_2");
    assertThat(told).last().isEqualTo("MASTER FAULT interface-down");
    two.step(new Input.InterfaceUp(address("192.0.2.2")), now() + SECOND);
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    assertThat(one.machine.reason()).isEqualTo(Reason.GROUP_UP);
    assertThat(told).last().isEqualTo("FAULT BACKUP interface-up");
  }

  @Test
  void bothStayInFaultUntilNeitherHasItsOwnFault() {
    start();
    one.step(new Input.Tracked(new TrackVerdict(0, "down")), START);
    two.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START);
    one.step(new Input.Tracked(TrackVerdict.FINE), START + 1);
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
    assertThat(one.machine.reason()).isEqualTo(Reason.GROUP_MEMBER);
    two.step(new Input.InterfaceUp(address("192.0.2.2")), START + 2);
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void bothHaveHandedOverWhenOneHas() {
    lead();
    one.step(new Input.HandOver(SECOND, AndThen.FOLLOW), now());
    two.step(new Input.HandOver(SECOND, AndThen.FOLLOW), now());
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    one.step(new Advertisement(50, SECOND, address("192.0.2.9"), true), now());
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    one.step(Input.Timer.FIRED, one.machine.nextDeadlineNanos());
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    assertThat(two.machine.reason()).isEqualTo(Reason.OPERATOR);
  }

  @Test
  void bothGiveTheRoleToADirectorWithANewerSite() {
    lead();
    one.step(new Input.OlderSite(5 * SECOND), now());
    two.step(new Input.OlderSite(5 * SECOND), now());
    one.step(new Advertisement(50, SECOND, PEER, true), now());
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    one.step(Input.Timer.FIRED, one.machine.nextDeadlineNanos());
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    assertThat(two.effects)
        .containsExactly(
            new SendAdvertisement(0),
            new ChangeState(State.MASTER, State.BACKUP, Reason.OLDER_SITE, null, 0));
  }

  @Test
  void theEndOfASplitOfOneIsAnnouncedByBoth() {
    lead();
    one.step(new Input.AddressesReady(), now());
    two.step(new Input.AddressesReady(), now());
    two.effects.clear();
    hear(one, 50, now());
    assertThat(two.effects).containsExactly(new AnnounceAddresses(5));
  }

  @Test
  void bothResumeOrNeither() {
    create(one, two);
    one.step(new Input.Startup(new ResumeHint(Duration.ofSeconds(1)), 0), START);
    assertThat(one.machine.state()).isEqualTo(State.INIT);
    two.step(new Input.Startup(new ResumeHint(Duration.ofSeconds(1)), 0), START);
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    assertThat(one.effects)
        .containsExactly(
            new SendAdvertisement(100),
            new ChangeState(State.INIT, State.MASTER, Reason.RESUMED, null, 0));

    Joined third = new Joined("VI_3");
    Joined fourth = new Joined("VI_4");
    create(third, fourth);
    third.step(new Input.Startup(new ResumeHint(Duration.ofSeconds(1)), 0), START);
    fourth.step(new Input.Startup(null, 0), START);
    assertThat(third.machine.state()).isEqualTo(State.BACKUP);
    assertThat(fourth.machine.state()).isEqualTo(State.BACKUP);
  }

  /** The simulation found this with seed 26129. */
  @Test
  void aResumedMemberIsHeldBackOnceAnotherMasterIsHeard() {
    create(one, two);
    long hold = 10 * SECOND;
    one.step(new Input.Startup(new ResumeHint(Duration.ofSeconds(1)), hold), START);
    two.step(new Input.Startup(null, 0), START);
    assertThat(one.machine.intent()).isEqualTo(GroupIntent.LEAD);
    hear(one, 50, START + SECOND);
    assertThat(one.machine.intent()).isEqualTo(GroupIntent.NONE);
    assertThat(one.machine.nextDeadlineNanos()).isEqualTo(START + hold);
    two.step(Input.Timer.FIRED, START + DOWN_100);
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void ownersThatStartBesideAFaultAreInFault() {
    create(one, two);
    one.step(new Input.Startup(new ResumeHint(Duration.ofSeconds(1)), 0), START);
    two.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START);
    two.step(new Input.Startup(null, 0), START);
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
  }

  @Test
  void aStallOfOneIsTheStallOfBoth() {
    lead();
    long later = now() + DOWN_100 + 1;
    one.step(Input.Timer.FIRED, later);
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void aMemberThatJoinsChangesNoRoleAndBecomesMasterByItsOwnTimer() {
    lead();
    Joined third = new Joined("VI_3");
    third.group = group;
    third.step(new Input.Grouped(true), now());
    third.step(new Input.InterfaceUp(address("192.0.2.2")), now());
    group.members(List.of(one, two, third));
    group.settle(now());
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    long start = now();
    third.step(new Input.Startup(null, 0), start);
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    one.step(Input.Timer.FIRED, start + SECOND);
    two.step(Input.Timer.FIRED, start + SECOND);
    third.step(Input.Timer.FIRED, start + DOWN_100);
    assertThat(third.machine.state()).isEqualTo(State.MASTER);
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
  }

  @Test
  void aMemberThatLeavesWhileItWaitsForTheOthersBecomesMasterAtOnce() {
    start();
    one.step(Input.Timer.FIRED, START + DOWN_100);
    one.group = null;
    one.step(new Input.MemberFault(null), START + DOWN_100 + 1);
    one.step(new Input.Grouped(false), START + DOWN_100 + 1);
    assertThat(one.machine.state()).isEqualTo(State.MASTER);
    assertThat(two.machine.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void theLowestOffsetCountsForAll() {
    SyncGroups groups = new SyncGroups((name, from, to, why) -> {});
    groups.configure(List.of(new SyncGroupConfig("VG_1", List.of("VI_1", "VI_2"))));
    groups.track("VI_1", new TrackVerdict(-30, null));
    groups.track("VI_2", new TrackVerdict(10, "down"));
    groups.track("VI_3", new TrackVerdict(20, null));
    assertThat(groups.verdict("VI_1")).isEqualTo(new TrackVerdict(-30, null));
    assertThat(groups.verdict("VI_2")).isEqualTo(new TrackVerdict(-30, "down"));
    assertThat(groups.verdict("VI_3")).isEqualTo(new TrackVerdict(20, null));
    groups.configure(List.of());
    assertThat(groups.verdict("VI_2")).isEqualTo(new TrackVerdict(10, "down"));
    assertThat(groups.verdict("VI_9")).isEqualTo(TrackVerdict.FINE);
  }

  @Test
  void refusesInvalidGroups() {
    Set<String> routers = Set.of("VI_1", "VI_2");
    SyncGroupConfig first = new SyncGroupConfig("VG_1", List.of("VI_1"));
    assertThatThrownBy(() -> SyncGroups.check(routers, List.of(first, first)))
        .hasMessage("sync group VG_1 is given twice");
    assertThatThrownBy(
            () -> SyncGroups.check(routers, List.of(new SyncGroupConfig("VG_1", List.of("VI_9")))))
        .hasMessage("sync group VG_1 names an unknown virtual router: VI_9");
    assertThatThrownBy(() ->
            SyncGroups.check(routers, List.of(first, new SyncGroupConfig("VG_2", List.of("VI_1")))))
        .hasMessage("virtual router VI_1 is in sync group VG_1 already, and cannot be in VG_2");
  }

  private List<State> states() {
    return List.of(one.machine.state(), two.machine.state());
  }

  private void create(Joined first, Joined second) {
    for (Joined each : List.of(first, second)) {
      each.group = null;
      each.step(new Input.Grouped(true), START);
      each.step(new Input.InterfaceUp(address("192.0.2.2")), START);
      each.group = group;
    }
    group.members(List.of(first, second));
  }

  private void start() {
    create(one, two);
    one.step(new Input.Startup(null, 0), START);
    two.step(new Input.Startup(null, 0), START);
  }

  private void lead() {
    start();
    one.step(Input.Timer.FIRED, START + DOWN_100);
    two.step(Input.Timer.FIRED, START + DOWN_100);
    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    one.effects.clear();
    two.effects.clear();
  }

  private static long now() {
    return START + DOWN_100;
  }

  private static void hear(Joined router, int priority, long nowNanos) {
    router.step(new Advertisement(priority, SECOND, PEER, true), nowNanos);
  }

  /** A member that records its effects. */
  private static final class Joined implements SyncGroup.Member {
    final VirtualRouter machine;
    final List<Effect> effects = new ArrayList<>();
    @Nullable SyncGroup group;

    Joined(String name) {
      machine = new VirtualRouter(Fixtures.on("v0", name, 51));
    }

    @Override
    public VirtualRouter machine() {
      return machine;
    }

    @Override
    public void step(Input input, long nowNanos) {
      List<Effect> done = machine.step(input, nowNanos);
      effects.addAll(done);
      if (group != null) {
        group.after(this, done, nowNanos);
      }
    }
  }
}
