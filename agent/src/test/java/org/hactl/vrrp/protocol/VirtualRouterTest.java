package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;
import static org.hactl.vrrp.wire.Fixtures.withPreempt;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.AnnounceAddresses;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Effect.HearLower;
import org.hactl.vrrp.model.Effect.SeeTwoMasters;
import org.hactl.vrrp.model.Effect.SendAdvertisement;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** Every edge of the state machine, at the nanosecond. */
class VirtualRouterTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long START = 7 * SECOND;
  private static final InetAddress OWN = address("192.0.2.2");
  private static final InetAddress LOWER = address("192.0.2.1");
  private static final InetAddress HIGHER = address("192.0.2.200");

  /** (256 - 100) / 256 s (RFC 3768 section 6.1). */
  private static final long SKEW_100 = 609_375_000L;

  private static final long DOWN_100 = 3 * SECOND + SKEW_100;

  @Test
  void countsAsTheRfcsDo() {
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
  void preemptionDelayDoesNotKeepItFromAVacantOffice() {
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
  void version3CountsWithTheMastersInterval() {
    VirtualRouter router = backup(Fixtures.v3());
    router.step(new Advertisement(200, 100 * MS, HIGHER, true), START);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 360_937_500L);
    assertThat(router.master().intervalNanos()).isEqualTo(100 * MS);
    fire(router, START + 360_937_500L);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 360_937_500L + SECOND);
  }

  /** Else a shorter interval, told to the backups first, is a failover. */
  @Test
  void version3CountsWithTheMastersIntervalUntilThatOneChanges() {
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
  void aMasterMakesWayForHigherPriorityAndForAnEqualOneWithAHigherAddress() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(hear(router, 101, LOWER, START))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 101));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100);
    router = master(Fixtures.v2());
    assertThat(hear(router, 100, HIGHER, START))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS_PEER, HIGHER, 100));
  }

  @Test
  void addressesAreComparedUnsigned() {
    VirtualRouter router = new VirtualRouter(Fixtures.v2());
    router.step(new Input.InterfaceUp(address("100.0.0.1")), START);
    router.step(new Input.Startup(null, 0), START);
    fire(router, START + DOWN_100);
    assertThat(hear(router, 100, address("200.0.0.1"), START + DOWN_100)).isNotEmpty();
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aMasterAnswersALowerOneAtOnce() {
    VirtualRouter router = master(Fixtures.v2());
    long now = START + 400 * MS;
    assertThat(hear(router, 100, LOWER, now)).containsExactly(send(100), new HearLower(LOWER, 100));
    assertThat(router.nextDeadlineNanos()).isEqualTo(now + SECOND);
    router.step(new Input.AddressesReady(), now);
    assertThat(hear(router, 99, HIGHER, now + SECOND))
        .containsExactly(send(100), new HearLower(HIGHER, 99), new AnnounceAddresses(5));
  }

  /** It may reject ours, and is then silent. What a takeover leaves on the wire says nothing. */
  @Test
  void aMasterTellsAtOnceOfALowerOneWithOtherAddresses() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.step(new Advertisement(90, SECOND, LOWER, false), START + 2 * SECOND - 1))
        .noneMatch(SeeTwoMasters.class::isInstance);
    assertThat(router.step(new Advertisement(90, SECOND, LOWER, false), START + 2 * SECOND))
        .contains(new SeeTwoMasters(LOWER, 90, RejectReason.ADDRESS_LIST, START + 2 * SECOND - 1));
    VirtualRouter other = master(Fixtures.v2());
    assertThat(other.step(new Advertisement(90, SECOND, LOWER, true), START + 2 * SECOND))
        .noneMatch(SeeTwoMasters.class::isInstance);
  }

  @Test
  void aMasterAnswersPriorityZeroAtOnce() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(hear(router, 0, HIGHER, START + 1)).containsExactly(send(100));
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void aFloodOfLowerAdvertisementsNeitherDelaysOursNorMultipliesThem() {
    VirtualRouter router = master(Fixtures.v2());
    int sent = 0;
    long longestSilence = 0;
    long lastSent = START;
    for (long now = START; now < START + 10 * SECOND; now += MS) {
      boolean sends = !hear(router, 1, LOWER, now).isEmpty();
      sends |= now >= router.nextDeadlineNanos() && !fire(router, now).isEmpty();
      if (sends) {
        sent++;
        longestSilence = Math.max(longestSilence, now - lastSent);
        lastSent = now;
      }
    }
    assertThat(longestSilence).isLessThanOrEqualTo(SECOND);
    assertThat(sent).isLessThanOrEqualTo(101);
  }

  @Test
  void keepsItsRhythmWhenATimerIsLate() {
    VirtualRouter router = master(Fixtures.v2());
    fire(router, START + SECOND + 300 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND);
    fire(router, START + 3 * SECOND + 300 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 4 * SECOND + 300 * MS);
  }

  @Test
  void advertisesATenthOfTheIntervalEarlyAtMostAndMovesItsRhythm() {
    VirtualRouter router = master(Fixtures.v2());
    long earliest = START + SECOND - 10 * MS;
    assertThat(router.earliestDeadlineNanos()).isEqualTo(earliest);
    assertThat(fire(router, earliest - 1)).isEmpty();
    assertThat(fire(router, earliest)).containsExactly(send(100));
    assertThat(router.nextDeadlineNanos()).isEqualTo(earliest + SECOND);
    assertThat(ProtocolTimers.earlinessNanos(20 * MS)).isEqualTo(2 * MS);
  }

  @Test
  void aMasterThatStoodStillListensFirst() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(hear(router, 50, LOWER, START + DOWN_100 + 1))
        .containsExactly(change(State.MASTER, State.BACKUP, Reason.STALLED));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100 + 1 + DOWN_100);
    router = master(Fixtures.v2());
    assertThat(fire(router, START + DOWN_100)).containsExactly(send(100));
  }

  @Test
  void aMasterLeavesWithPriorityZero() {
    assertThat(master(Fixtures.v2()).step(new Input.Shutdown(), START))
        .containsExactly(send(0), change(State.MASTER, State.INIT, Reason.SHUTDOWN));
    assertThat(master(Fixtures.v2()).step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START))
        .containsExactly(send(0), change(State.MASTER, State.FAULT, Reason.INTERFACE_DOWN));
    VirtualRouter backup = backup(Fixtures.v2());
    assertThat(backup.step(new Input.Shutdown(), START))
        .containsExactly(change(State.BACKUP, State.INIT, Reason.SHUTDOWN));
    assertThat(backup.nextDeadlineNanos()).isEqualTo(VirtualRouter.NEVER);
    assertThat(backup.step(new Input.Shutdown(), START)).isEmpty();
  }

  @Test
  void yieldingLetsALowerMasterBeUntilItsAdvertisementsStop() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.step(new Input.OperatorYield(), START))
        .containsExactly(send(0), change(State.MASTER, State.BACKUP, Reason.OPERATOR));
    hear(router, 50, LOWER, START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + SECOND + DOWN_100);
    assertThat(fire(router, START + SECOND + DOWN_100)).contains(send(100));
    assertThat(backup(Fixtures.v2()).step(new Input.OperatorYield(), START)).isEmpty();
  }

  @Test
  void aChangedMasterStaysMasterAndAdvertisesAtOnce() {
    VirtualRouter router = master(Fixtures.v2());
    RouterConfig changed = withAddresses(withPriority(Fixtures.v2(), 120), "192.0.2.253");
    assertThat(router.step(new Input.Reconfigured(changed), START + MS))
        .containsExactly(send(120), new ChangePriority(100, 120));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + SECOND);
    assertThat(router.step(new Input.Reconfigured(changed), START + 2 * MS)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + SECOND);
  }

  @Test
  void aChangedBackupKeepsWhatItsTimerHasWaited() {
    VirtualRouter router = backup(Fixtures.v2());
    router.step(new Input.Reconfigured(withPriority(Fixtures.v2(), 200)), START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 3 * SECOND + 56 * SECOND / 256);
    hear(router, 0, LOWER, START + 2 * SECOND);
    router.step(new Input.Reconfigured(Fixtures.v2()), START + 2 * SECOND + 1);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND + SKEW_100);
  }

  /** Who is told of the router is told no more once it is gone. */
  @Test
  void thatThereAreTwoMastersIsOverBeforeTheRouterIs() {
    VirtualRouter router = master(Fixtures.v2());
    for (int second = 0; second <= 3; second++) {
      router.step(new Rejected(RejectReason.VERSION, HIGHER, 200), START + second * SECOND);
      fire(router, START + second * SECOND);
    }
    assertThat(router.step(new Input.Shutdown(), START + 3 * SECOND + MS))
        .extracting(effect -> effect.getClass().getSimpleName())
        .containsExactly("SendAdvertisement", "SeeOneMaster", "ChangeState");
  }

  @Test
  void aShorterIntervalLeavesTheMasterTheTimeToBeHeard() {
    RouterConfig slow = Fixtures.withInterval(Fixtures.v2(), Duration.ofSeconds(10));
    VirtualRouter router = backup(slow);
    // For 6 s the master's advertisements were rejected, for they had the new interval already.
    router.step(new Input.Reconfigured(Fixtures.v2()), START + 6 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 7 * SECOND + SKEW_100);
    hear(router, 200, HIGHER, START + 7 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 7 * SECOND + DOWN_100);
    // Waiting longer than before is nothing that it asks for.
    VirtualRouter almost = backup(slow);
    long soon = almost.nextDeadlineNanos();
    almost.step(new Input.Reconfigured(Fixtures.v2()), soon - 1);
    assertThat(almost.nextDeadlineNanos()).isEqualTo(soon);
  }

  @Test
  void announcesWhenTheAddressesAreInPlaceAndAgainLater() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.step(new Input.AddressesReady(), START + MS))
        .containsExactly(new AnnounceAddresses(5));
    for (int second = 1; second <= 5; second++) {
      assertThat(fire(router, START + second * SECOND)).containsExactly(send(100));
    }
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 5 * SECOND + MS);
    assertThat(fire(router, START + 5 * SECOND + MS)).containsExactly(new AnnounceAddresses(5));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 6 * SECOND);
  }

  @Test
  void announcesNothingOnceItIsNoLongerMaster() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(new Input.AddressesReady(), START);
    hear(router, 200, LOWER, START + MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + DOWN_100);
    assertThat(router.step(new Input.AddressesReady(), START + 2 * MS)).isEmpty();
  }

  private static VirtualRouter backup(RouterConfig config) {
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.InterfaceUp(OWN), START);
    assertThat(router.step(new Input.Startup(null, 0), START))
        .containsExactly(change(State.INIT, State.BACKUP, Reason.STARTUP));
    return router;
  }

  /** A master that sent its first advertisement at START. */
  private static VirtualRouter master(RouterConfig config) {
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.InterfaceUp(OWN), START - DOWN_100);
    router.step(new Input.Startup(null, 0), START - DOWN_100);
    fire(router, START);
    assertThat(router.state()).isEqualTo(State.MASTER);
    return router;
  }

  private static List<Effect> hear(
      VirtualRouter router, int priority, InetAddress source, long now) {
    return router.step(new Advertisement(priority, SECOND, source, true), now);
  }

  private static List<Effect> fire(VirtualRouter router, long now) {
    return router.step(Input.Timer.FIRED, now);
  }

  private static Effect send(int priority) {
    return new SendAdvertisement(priority);
  }

  private static Effect change(State from, State to, Reason reason) {
    return new ChangeState(from, to, reason, null, 0);
  }
}
