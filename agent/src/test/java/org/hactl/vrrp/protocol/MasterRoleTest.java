package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.protocol.TestRouter.DOWN_100;
import static org.hactl.vrrp.protocol.TestRouter.HIGHER;
import static org.hactl.vrrp.protocol.TestRouter.LOWER;
import static org.hactl.vrrp.protocol.TestRouter.MS;
import static org.hactl.vrrp.protocol.TestRouter.SECOND;
import static org.hactl.vrrp.protocol.TestRouter.START;
import static org.hactl.vrrp.protocol.TestRouter.backup;
import static org.hactl.vrrp.protocol.TestRouter.change;
import static org.hactl.vrrp.protocol.TestRouter.fire;
import static org.hactl.vrrp.protocol.TestRouter.hear;
import static org.hactl.vrrp.protocol.TestRouter.master;
import static org.hactl.vrrp.protocol.TestRouter.send;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect.AnnounceAddresses;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Effect.HearLower;
import org.hactl.vrrp.model.Effect.SeeTwoMasters;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** Every transition of the state machine while the router is master, exact to the nanosecond. */
class MasterRoleTest {
  private static final long SERVES_ON = HandOver.SERVES_ON_NANOS;

  @Test
  void aMasterYieldsToHigherPriorityAndToEqualPriorityWithAHigherAddress() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(hear(router, 101, LOWER, START)).isEmpty();
    assertThat(fire(router, START + SERVES_ON))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 101));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100);
    router = master(Fixtures.v2());
    assertThat(hear(router, 100, HIGHER, START))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS_PEER, HIGHER, 100));
  }

  /** The new master has only advertised: it adds and announces its addresses after that. */
  @Test
  void aMasterThatIsPreemptedServesOnAndSaysNothing() {
    VirtualRouter router = master(Fixtures.v2());
    router.step(new Input.AddressesReady(), START);
    assertThat(hear(router, 101, LOWER, START + MS)).isEmpty();
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + SERVES_ON);
    assertThat(router.step(new Input.AddressesReady(), START + 2 * MS)).isEmpty();
    assertThat(hear(router, 50, HIGHER, START + 3 * MS)).isEmpty();
    assertThat(router.step(new Input.Tracked(new TrackVerdict(-10, null)), START + 4 * MS))
        .containsExactly(new ChangePriority(100, 90));
    assertThat(router.step(new Input.OlderSite(SECOND), START + 5 * MS)).isEmpty();
    assertThat(hear(router, 101, LOWER, START + 50 * MS)).isEmpty();
    assertThat(fire(router, START + MS + SERVES_ON))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 101));
  }

  @Test
  void aMasterThatIsPreemptedDoesNotOfferItsRoleWhenItFails() {
    VirtualRouter router = master(Fixtures.v2());
    hear(router, 101, LOWER, START);
    assertThat(router.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START + MS))
        .containsExactly(change(State.MASTER, State.FAULT, Reason.INTERFACE_DOWN));
    VirtualRouter other = master(Fixtures.v2());
    hear(other, 101, LOWER, START);
    assertThat(other.step(new Input.Shutdown(), START + MS))
        .containsExactly(change(State.MASTER, State.INIT, Reason.SHUTDOWN));
  }

  @Test
  void aMasterThatWasMasterBesideUsHasItsAddresses() {
    VirtualRouter router = master(Fixtures.v2());
    hear(router, 50, LOWER, START);
    assertThat(hear(router, 101, LOWER, START + SECOND))
        .contains(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 101));
  }

  @Test
  void anotherProcessGoesOnAsBackupIfItWasPreempted() {
    VirtualRouter router = master(Fixtures.v2());
    hear(router, 101, LOWER, START);
    assertThat(router.lastWord(START + MS))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 101));
  }

  @Test
  void theOneThatPreemptsAnnouncesOnceMoreWhenTheOldMasterHasGone() {
    VirtualRouter router = backup(Fixtures.v2());
    hear(router, 50, LOWER, START);
    long takeover = router.nextDeadlineNanos();
    fire(router, takeover);
    assertThat(router.reason()).isEqualTo(Reason.PREEMPTION);
    assertThat(router.step(new Input.AddressesReady(), takeover))
        .containsExactly(new AnnounceAddresses(5));
    assertThat(router.nextDeadlineNanos()).isEqualTo(takeover + 2 * SERVES_ON);
    assertThat(fire(router, takeover + 2 * SERVES_ON)).containsExactly(new AnnounceAddresses(1));
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
  void aMasterAnswersALowerMasterAtOnce() {
    VirtualRouter router = master(Fixtures.v2());
    long now = START + 400 * MS;
    assertThat(hear(router, 100, LOWER, now)).containsExactly(send(100), new HearLower(LOWER, 100));
    assertThat(router.nextDeadlineNanos()).isEqualTo(now + SECOND);
    router.step(new Input.AddressesReady(), now);
    assertThat(hear(router, 99, HIGHER, now + SECOND))
        .containsExactly(send(100), new HearLower(HIGHER, 99), new AnnounceAddresses(5));
  }

  /**
   * The lower master may reject our advertisements and then stop sending its own. An advertisement
   * that it sent before our takeover does not count.
   */
  @Test
  void aMasterReportsALowerMasterWithOtherAddressesAtOnce() {
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
  void aFloodOfLowerAdvertisementsNeitherDelaysNorMultipliesOurs() {
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
  void keepsItsScheduleWhenATimerIsLate() {
    VirtualRouter router = master(Fixtures.v2());
    fire(router, START + SECOND + 300 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND);
    fire(router, START + 3 * SECOND + 300 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 4 * SECOND + 300 * MS);
  }

  @Test
  void advertisesAtMostATenthOfTheIntervalEarlyAndShiftsItsSchedule() {
    VirtualRouter router = master(Fixtures.v2());
    long earliest = START + SECOND - 10 * MS;
    assertThat(router.earliestDeadlineNanos()).isEqualTo(earliest);
    assertThat(fire(router, earliest - 1)).isEmpty();
    assertThat(fire(router, earliest)).containsExactly(send(100));
    assertThat(router.nextDeadlineNanos()).isEqualTo(earliest + SECOND);
    assertThat(ProtocolTimers.earlinessNanos(20 * MS)).isEqualTo(2 * MS);
  }

  @Test
  void aStalledMasterListensFirst() {
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
  void aChangedMasterStaysMasterAndAdvertisesAtOnce() {
    VirtualRouter router = master(Fixtures.v2());
    RouterConfig changed = withAddresses(withPriority(Fixtures.v2(), 120), "192.0.2.253");
    assertThat(router.step(new Input.Reconfigured(changed), START + MS))
        .containsExactly(send(120), new ChangePriority(100, 120));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + SECOND);
    assertThat(router.step(new Input.Reconfigured(changed), START + 2 * MS)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + SECOND);
  }

  /** The listener gets no event about a router after the shutdown of that router. */
  @Test
  void theEndOfTwoMastersIsReportedBeforeTheEndOfTheRole() {
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
    fire(router, START + MS + SERVES_ON);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + DOWN_100);
    assertThat(router.step(new Input.AddressesReady(), START + 2 * MS)).isEmpty();
  }
}
