package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.protocol.TestRouter.DOWN_100;
import static org.hactl.vrrp.protocol.TestRouter.HIGHER;
import static org.hactl.vrrp.protocol.TestRouter.LOWER;
import static org.hactl.vrrp.protocol.TestRouter.MS;
import static org.hactl.vrrp.protocol.TestRouter.OWN;
import static org.hactl.vrrp.protocol.TestRouter.SECOND;
import static org.hactl.vrrp.protocol.TestRouter.SKEW_100;
import static org.hactl.vrrp.protocol.TestRouter.START;
import static org.hactl.vrrp.protocol.TestRouter.backup;
import static org.hactl.vrrp.protocol.TestRouter.change;
import static org.hactl.vrrp.protocol.TestRouter.fire;
import static org.hactl.vrrp.protocol.TestRouter.hear;
import static org.hactl.vrrp.protocol.TestRouter.send;
import static org.hactl.vrrp.wire.Fixtures.withPreempt;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** Every edge of the state machine until the router is master, at the nanosecond. */
class VirtualRouterTest {
  @Test
  void computesTheTimersOfTheRfcs() {
    assertThat(ProtocolTimers.masterDownNanos(VrrpVersion.V2, 3, 100, SECOND)).isEqualTo(DOWN_100);
    assertThat(ProtocolTimers.masterDownNanos(VrrpVersion.V2, 3, 254, SECOND))
        .isEqualTo(3_007_812_500L);
    assertThat(ProtocolTimers.masterDownNanos(VrrpVersion.V2, 3, 255, 255 * SECOND))
        .isEqualTo(765 * SECOND + SECOND / 256);
    assertThat(ProtocolTimers.masterDownNanos(VrrpVersion.V3, 3, 100, 100 * MS))
        .isEqualTo(360_937_500L);
    assertThat(ProtocolTimers.masterDownNanos(VrrpVersion.V3, 3, 200, 10 * MS))
        .isEqualTo(32_187_500L);
  }

  @Test
  void startsAsBackupAndTakesOverWhenTheDownTimerRunsOut() {
    VirtualRouter router = backup(Fixtures.v2());
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100);
    assertThat(fire(router, START + DOWN_100 - 1)).isEmpty();
    assertThat(fire(router, START + DOWN_100))
        .containsExactly(send(100), change(State.BACKUP, State.MASTER, Reason.ADVERT_TIMEOUT));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100 + SECOND);
  }

  @Test
  void theOwnerIsMasterAtOnce() {
    VirtualRouter router = new VirtualRouter(withPriority(Fixtures.v3(), 255));
    router.step(new Input.InterfaceUp(OWN), START);
    assertThat(router.step(new Input.Startup(null, 0), START))
        .containsExactly(send(255), change(State.INIT, State.MASTER, Reason.STARTUP_OWNER));
  }

  @Test
  void startsInFaultWithoutAnInterface() {
    VirtualRouter router = new VirtualRouter(Fixtures.v2());
    router.step(new Input.InterfaceDown(Reason.NO_ADDRESS), START);
    assertThat(router.step(new Input.Startup(null, 0), START))
        .containsExactly(change(State.INIT, State.FAULT, Reason.NO_ADDRESS));
    assertThat(router.nextDeadlineNanos()).isEqualTo(VirtualRouter.NEVER);
    assertThat(router.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START)).isEmpty();
    assertThat(router.reason()).isEqualTo(Reason.INTERFACE_DOWN);
    assertThat(hear(router, 100, LOWER, START)).isEmpty();
    assertThat(router.step(new Input.InterfaceUp(OWN), START + 1))
        .containsExactly(change(State.FAULT, State.BACKUP, Reason.INTERFACE_UP));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 1 + DOWN_100);
  }

  @Test
  void resumesOnlyWhileNoBackupCanHaveTakenOver() {
    Duration limit = Duration.ofMillis(2_900);
    assertThat(resumed(limit.minusNanos(1)))
        .containsExactly(send(100), change(State.INIT, State.MASTER, Reason.RESUMED));
    assertThat(resumed(limit)).containsExactly(change(State.INIT, State.BACKUP, Reason.STARTUP));
  }

  private static List<Effect> resumed(Duration age) {
    VirtualRouter router = new VirtualRouter(Fixtures.v2());
    router.step(new Input.InterfaceUp(OWN), START);
    return router.step(new Input.Startup(new ResumeHint(age), 0), START);
  }

  @Test
  void aBackupRestartsItsTimerOnEqualAndHigherPriority() {
    VirtualRouter router = backup(Fixtures.v2());
    assertThat(hear(router, 100, LOWER, START + SECOND)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + SECOND + DOWN_100);
    assertThat(hear(router, 255, LOWER, START + 2 * SECOND)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND + DOWN_100);
    assertThat(router.master().address()).isEqualTo(LOWER);
    assertThat(router.master().priority()).isEqualTo(255);
  }

  @Test
  void aBackupPreemptsALowerMaster() {
    VirtualRouter router = backup(Fixtures.v2());
    assertThat(hear(router, 99, LOWER, START + SECOND)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100);
    assertThat(fire(router, START + DOWN_100))
        .containsExactly(
            send(100), new ChangeState(State.BACKUP, State.MASTER, Reason.PREEMPTION, LOWER, 99));
  }

  @Test
  void aPreemptionThatIsNoLongerDueDoesNotHappen() {
    VirtualRouter router = backup(Fixtures.v2());
    hear(router, 80, LOWER, START + 3 * SECOND);
    router.step(new Input.Tracked(new TrackVerdict(-30, null)), START + 3 * SECOND + 500 * MS);
    assertThat(router.nextDeadlineNanos())
        .isEqualTo(START + 3 * SECOND + 500 * MS + 3 * SECOND + 186 * SECOND / 256);
    router = backup(Fixtures.v2());
    hear(router, 80, LOWER, START + 3 * SECOND);
    router.step(
        new Input.Reconfigured(withPreempt(Fixtures.v2(), false, Duration.ZERO)),
        START + 3 * SECOND + 500 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 3 * SECOND + 500 * MS + DOWN_100);
  }

  @Test
  void aStalledBackupListensFirst() {
    VirtualRouter router = backup(Fixtures.v2());
    long late = START + 2 * DOWN_100 + 1;
    assertThat(fire(router, late)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(late + DOWN_100);
    router = backup(Fixtures.v2());
    assertThat(fire(router, START + 2 * DOWN_100)).contains(send(100));
  }

  @Test
  void withoutPreemptionALowerMasterStays() {
    VirtualRouter router = backup(withPreempt(Fixtures.v2(), false, Duration.ZERO));
    hear(router, 1, LOWER, START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + SECOND + DOWN_100);
    assertThat(fire(router, START + SECOND + DOWN_100))
        .contains(new ChangeState(State.BACKUP, State.MASTER, Reason.ADVERT_TIMEOUT, LOWER, 1));
  }

  @Test
  void theOwnerPreemptsWhateverItsConfigurationSays() {
    VirtualRouter router =
        backup(withPriority(withPreempt(Fixtures.v2(), false, Duration.ZERO), 254));
    router.step(
        new Input.Reconfigured(withPriority(withPreempt(Fixtures.v2(), false, Duration.ZERO), 255)),
        START);
    long deadline = router.nextDeadlineNanos();
    hear(router, 254, LOWER, START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(deadline);
  }

  @Test
  void preemptionWaitsFromTheFirstLowerAdvertisement() {
    VirtualRouter router = backup(withPreempt(Fixtures.v2(), true, Duration.ofSeconds(10)));
    for (int second = 1; second <= 10; second++) {
      hear(router, 90, LOWER, START + second * SECOND);
      assertThat(router.nextDeadlineNanos()).isEqualTo(START + second * SECOND + DOWN_100);
    }
    hear(router, 90, LOWER, START + 11 * SECOND);
    hear(router, 90, LOWER, START + 12 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 10 * SECOND + DOWN_100);
    assertThat(fire(router, START + 10 * SECOND + DOWN_100))
        .contains(new ChangeState(State.BACKUP, State.MASTER, Reason.PREEMPTION, LOWER, 90));
  }

  @Test
  void aHigherMasterClearsThePreemptionDelay() {
    VirtualRouter router = backup(withPreempt(Fixtures.v2(), true, Duration.ofSeconds(2)));
    hear(router, 90, LOWER, START);
    hear(router, 110, LOWER, START + SECOND);
    hear(router, 90, LOWER, START + 3 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 3 * SECOND + DOWN_100);
  }

  @Test
  void thePreemptDelayDoesNotDelayTheTakeoverFromASilentMaster() {
    VirtualRouter router = backup(withPreempt(Fixtures.v2(), true, Duration.ofSeconds(100)));
    hear(router, 90, LOWER, START);
    assertThat(fire(router, START + DOWN_100)).contains(send(100));
  }

  @Test
  void priorityZeroLeavesOnlyTheSkew() {
    VirtualRouter router = backup(Fixtures.v2());
    hear(router, 200, HIGHER, START);
    hear(router, 0, HIGHER, START + 10);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 10 + SKEW_100);
    assertThat(fire(router, START + 10 + SKEW_100))
        .containsExactly(
            send(100),
            new ChangeState(State.BACKUP, State.MASTER, Reason.PRIORITY_ZERO, HIGHER, 200));
  }

  @Test
  void version3UsesTheMastersInterval() {
    VirtualRouter router = backup(Fixtures.v3());
    router.step(new Advertisement(200, 100 * MS, HIGHER, true), START);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 360_937_500L);
    assertThat(router.master().intervalNanos()).isEqualTo(100 * MS);
    fire(router, START + 360_937_500L);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 360_937_500L + SECOND);
  }

  /** Otherwise a shorter interval that reaches the backups first would cause a failover. */
  @Test
  void version3UsesTheMastersIntervalUntilTheMasterChanges() {
    VirtualRouter router = backup(Fixtures.v3());
    RouterConfig often = Fixtures.withInterval(Fixtures.v3(), Duration.ofMillis(200));
    router.step(new Advertisement(200, SECOND, HIGHER, true), START);
    router.step(new Input.Reconfigured(often), START + 900 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100);
    VirtualRouter alone = backup(Fixtures.v3());
    alone.step(new Input.Reconfigured(often), START);
    assertThat(alone.nextDeadlineNanos()).isEqualTo(START + 721_875_000L);
  }

  @Test
  void version3DoesNotAdoptTheIntervalOfALowerMaster() {
    VirtualRouter router = backup(Fixtures.v3());
    router.step(new Advertisement(50, 40 * SECOND, LOWER, true), START);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100);
  }

  @Test
  void aReconfiguredBackupKeepsTheTimeThatItHasWaited() {
    VirtualRouter router = backup(Fixtures.v2());
    router.step(new Input.Reconfigured(withPriority(Fixtures.v2(), 200)), START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 3 * SECOND + 56 * SECOND / 256);
    hear(router, 0, LOWER, START + 2 * SECOND);
    router.step(new Input.Reconfigured(Fixtures.v2()), START + 2 * SECOND + 1);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND + SKEW_100);
  }

  @Test
  void aShorterIntervalStillLeavesTheMasterTimeToBeHeard() {
    RouterConfig slow = Fixtures.withInterval(Fixtures.v2(), Duration.ofSeconds(10));
    VirtualRouter router = backup(slow);
    // For 6 s the router rejected the master's advertisements, which already had the new interval.
    router.step(new Input.Reconfigured(Fixtures.v2()), START + 6 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 7 * SECOND + SKEW_100);
    hear(router, 200, HIGHER, START + 7 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 7 * SECOND + DOWN_100);
    // A longer interval does not need the additional time.
    VirtualRouter almost = backup(slow);
    long soon = almost.nextDeadlineNanos();
    almost.step(new Input.Reconfigured(Fixtures.v2()), soon - 1);
    assertThat(almost.nextDeadlineNanos()).isEqualTo(soon);
  }
}
