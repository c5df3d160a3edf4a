package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.protocol.TestRouter.DOWN_100;
import static org.hactl.vrrp.protocol.TestRouter.HIGHER;
import static org.hactl.vrrp.protocol.TestRouter.LOWER;
import static org.hactl.vrrp.protocol.TestRouter.MS;
import static org.hactl.vrrp.protocol.TestRouter.OWN;
import static org.hactl.vrrp.protocol.TestRouter.SECOND;
import static org.hactl.vrrp.protocol.TestRouter.START;
import static org.hactl.vrrp.protocol.TestRouter.backup;
import static org.hactl.vrrp.protocol.TestRouter.change;
import static org.hactl.vrrp.protocol.TestRouter.created;
import static org.hactl.vrrp.protocol.TestRouter.fire;
import static org.hactl.vrrp.protocol.TestRouter.hear;
import static org.hactl.vrrp.protocol.TestRouter.master;
import static org.hactl.vrrp.protocol.TestRouter.send;
import static org.hactl.vrrp.wire.Fixtures.withInterval;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.AnnounceAddresses;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Input.AndThen;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** A master that gives its role away, and a router that stands by. */
class HandOverTest {
  /** Three intervals, the longest skew time and one interval more. */
  private static final long WAIT = 5 * SECOND;

  private static final long SERVES_ON = 100 * MS;
  private static final Input FOLLOW = new Input.HandOver(WAIT, AndThen.FOLLOW);
  private static final Input STOP = new Input.HandOver(WAIT, AndThen.STOP);
  private static final Input STAND_BY = new Input.StandBy(true, WAIT);

  @Test
  void aMasterServesOnUntilTheNewMasterHasItsAddresses() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.handOverNanos()).isEqualTo(WAIT);
    assertThat(router.step(FOLLOW, START)).containsExactly(send(0));
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.reason()).isEqualTo(Reason.OPERATOR);
    long takeover = START + 700 * MS;
    assertThat(hear(router, 50, LOWER, takeover)).isEmpty();
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.nextDeadlineNanos()).isEqualTo(takeover + SERVES_ON);
    assertThat(fire(router, takeover + SERVES_ON))
        .containsExactly(new ChangeState(State.MASTER, State.BACKUP, Reason.OPERATOR, LOWER, 50));
    assertThat(router.nextDeadlineNanos()).isEqualTo(takeover + DOWN_100);
  }

  @Test
  void afterwardsItFollowsALowerMasterUntilThatOneIsSilent() {
    VirtualRouter router = handedOver(50);
    long last = START + SECOND;
    hear(router, 50, LOWER, last);
    assertThat(router.reason()).isEqualTo(Reason.OPERATOR);
    assertThat(router.nextDeadlineNanos()).isEqualTo(last + DOWN_100);
    assertThat(fire(router, last + DOWN_100)).contains(send(100));
  }

  @Test
  void afterwardsItTakesTheRoleFromAMasterWhosePriorityFalls() {
    VirtualRouter router = handedOver(50);
    hear(router, 60, LOWER, START + SECOND);
    hear(router, 49, LOWER, START + 2 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + SECOND + DOWN_100);
    assertThat(fire(router, START + SECOND + DOWN_100))
        .contains(send(100))
        .anyMatch(HandOverTest::isPreemption);
  }

  @Test
  void afterwardsItTakesTheRoleIfTheSiteRaisesItsPriority() {
    VirtualRouter router = handedOver(50);
    router.step(new Input.Reconfigured(withPriority(Fixtures.v2(), 120)), START + SECOND);
    hear(router, 50, LOWER, START + 2 * SECOND);
    long due = router.nextDeadlineNanos();
    assertThat(due).isLessThan(START + 2 * SECOND + DOWN_100);
    assertThat(fire(router, due)).contains(send(120)).anyMatch(HandOverTest::isPreemption);
  }

  private static boolean isPreemption(Effect effect) {
    return effect instanceof ChangeState change && change.reason() == Reason.PREEMPTION;
  }

  @Test
  void itStillFollowsAfterAFaultOfItsOwn() {
    VirtualRouter router = handedOver(50);
    router.step(new Input.Tracked(new TrackVerdict(0, "down")), START + SECOND);
    router.step(new Input.Tracked(TrackVerdict.FINE), START + 2 * SECOND);
    hear(router, 50, LOWER, START + 3 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 3 * SECOND + DOWN_100);
  }

  @Test
  void itStillFollowsAfterARestart() {
    VirtualRouter router = created(Fixtures.v2());
    router.step(new Input.HandedOver(), START);
    router.step(new Input.Startup(null, 0), START);
    assertThat(router.reason()).isEqualTo(Reason.OPERATOR);
    hear(router, 50, LOWER, START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + SECOND + DOWN_100);
  }

  @Test
  void anOldMasterNeitherAdvertisesNorAnnounces() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(new Input.AddressesReady(), START);
    router.step(FOLLOW, START);
    assertThat(router.step(new Input.AddressesReady(), START + MS)).isEmpty();
    assertThat(router.step(FOLLOW, START + MS)).isEmpty();
    assertThat(router.step(new Input.Tracked(new TrackVerdict(-10, null)), START + MS))
        .containsExactly(new Effect.ChangePriority(100, 90));
    assertThat(router.step(new Input.Reconfigured(withPriority(Fixtures.v2(), 120)), START + MS))
        .containsExactly(new Effect.ChangePriority(90, 110));
    assertThat(router.step(new Input.InterfaceUp(HIGHER), START + MS)).isEmpty();
    assertThat(hear(router, 0, LOWER, START + MS)).isEmpty();
    assertThat(hear(router, 50, LOWER, START + 2 * MS)).isEmpty();
    assertThat(hear(router, 50, LOWER, START + 3 * MS)).isEmpty();
    assertThat(fire(router, START + 2 * MS + SERVES_ON))
        .hasExactlyElementsOfTypes(ChangeState.class);
  }

  @Test
  void priorityZeroIsSentAgainAfterTheLongestSkewTime() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(FOLLOW, START);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 1_250 * MS);
    assertThat(fire(router, START + 1_250 * MS)).containsExactly(send(0));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2_500 * MS);
  }

  @Test
  void withoutAnotherMasterItKeepsTheRole() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(new Input.AddressesReady(), START);
    router.step(FOLLOW, START);
    offerAgain(router);
    assertThat(fire(router, START + WAIT)).containsExactly(send(100), new AnnounceAddresses(5));
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + WAIT + SECOND);
    // It has not handed anything over, so it preempts as always.
    hear(router, 200, HIGHER, START + WAIT + MS);
    fire(router, START + WAIT + MS + SERVES_ON);
    hear(router, 50, HIGHER, START + WAIT + 2 * SERVES_ON);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + WAIT + MS + DOWN_100);
  }

  @Test
  void aProcessThatStoodStillWhileItHandedOverListens() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(FOLLOW, START);
    assertThat(fire(router, START + 2 * WAIT))
        .contains(change(State.MASTER, State.BACKUP, Reason.STALLED))
        .doesNotContain(send(100));
  }

  @Test
  void aShortIntervalShortensHowLongItServesOn() {
    VirtualRouter router = master(withInterval(Fixtures.v3(), Duration.ofMillis(10)));
    router.step(FOLLOW, START);
    router.step(new org.hactl.vrrp.model.Advertisement(50, 10 * MS, LOWER, true), START + 10 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 20 * MS);
  }

  @Test
  void aRouterThatStopsServesOnAsWell() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.step(STOP, START)).containsExactly(send(0));
    hear(router, 50, LOWER, START + SECOND);
    assertThat(fire(router, START + SECOND + SERVES_ON))
        .containsExactly(change(State.MASTER, State.INIT, Reason.SHUTDOWN));
    assertThat(backup(Fixtures.v2()).step(STOP, START))
        .containsExactly(change(State.BACKUP, State.INIT, Reason.SHUTDOWN));
  }

  @Test
  void aRouterThatStopsWaitsNoLongerThanAsked() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(FOLLOW, START);
    router.step(new Input.HandOver(SECOND, AndThen.STOP), START);
    assertThat(fire(router, START + SECOND))
        .containsExactly(change(State.MASTER, State.INIT, Reason.SHUTDOWN));
    VirtualRouter other = master(Fixtures.v2());
    other.step(STOP, START);
    assertThat(other.step(new Input.Shutdown(), START + MS))
        .as("a second priority 0 would make the backups wait again")
        .containsExactly(change(State.MASTER, State.INIT, Reason.SHUTDOWN));
  }

  @Test
  void aRouterThatStandsByGivesItsRoleAwayEvenToNoOne() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.step(STAND_BY, START)).containsExactly(send(0));
    offerAgain(router);
    assertThat(fire(router, START + WAIT))
        .containsExactly(change(State.MASTER, State.BACKUP, Reason.OPERATOR));
    assertThat(fire(router, START + WAIT + DOWN_100)).isEmpty();
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aRouterThatStoodByDoesNotYieldAfterwards() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(STAND_BY, START);
    router.step(new Input.StandBy(false, WAIT), START + MS);
    hear(router, 50, LOWER, START + 2 * MS);
    fire(router, START + 2 * MS + SERVES_ON);
    hear(router, 50, LOWER, START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * MS + DOWN_100);
    assertThat(router.reason()).isEqualTo(Reason.OPERATOR);
  }

  @Test
  void aRouterThatStandsByTakesNoRoleUntilItNoLongerDoes() {
    VirtualRouter router = backup(Fixtures.v2());
    assertThat(router.step(STAND_BY, START)).isEmpty();
    assertThat(router.reason()).isEqualTo(Reason.OPERATOR);
    hear(router, 50, LOWER, START + MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + DOWN_100);
    assertThat(fire(router, START + MS + DOWN_100)).isEmpty();
    assertThat(router.master().address()).as("that master is gone").isNull();
    router.step(new Input.StandBy(false, WAIT), START + 5 * SECOND);
    assertThat(router.reason()).isEqualTo(Reason.STARTUP);
    assertThat(fire(router, router.nextDeadlineNanos())).contains(send(100));
  }

  @Test
  void aRouterThatStandsByGivesARememberedRoleAway() {
    VirtualRouter router = created(Fixtures.v2());
    router.step(STAND_BY, START);
    List<Effect> effects =
        router.step(new Input.Startup(new ResumeHint(Duration.ofSeconds(1)), 0), START);
    assertThat(effects).containsExactly(send(0), change(State.INIT, State.BACKUP, Reason.OPERATOR));
    assertThat(router.address()).isEqualTo(OWN);
  }

  @Test
  void theNewMasterAnnouncesOnceMoreWhenTheOldOneHasGone() {
    VirtualRouter router = backup(Fixtures.v2());
    hear(router, 200, HIGHER, START);
    hear(router, 0, HIGHER, START + MS);
    long takeover = router.nextDeadlineNanos();
    fire(router, takeover);
    assertThat(router.step(new Input.AddressesReady(), takeover))
        .containsExactly(new AnnounceAddresses(5));
    assertThat(router.nextDeadlineNanos()).isEqualTo(takeover + 2 * SERVES_ON);
    assertThat(fire(router, takeover + 2 * SERVES_ON)).containsExactly(new AnnounceAddresses(1));
    assertThat(router.nextDeadlineNanos()).isEqualTo(takeover + SECOND);
  }

  /** Hears no other master until the end of the wait. */
  private static void offerAgain(VirtualRouter router) {
    while (router.nextDeadlineNanos() < START + WAIT) {
      assertThat(fire(router, router.nextDeadlineNanos())).containsExactly(send(0));
    }
  }

  /** A router that has handed its role over to a master of this priority. */
  private static VirtualRouter handedOver(int priority) {
    VirtualRouter router = master(Fixtures.v2());
    router.step(FOLLOW, START);
    hear(router, priority, LOWER, START + MS);
    fire(router, START + MS + SERVES_ON);
    assertThat(router.state()).isEqualTo(State.BACKUP);
    return router;
  }
}
