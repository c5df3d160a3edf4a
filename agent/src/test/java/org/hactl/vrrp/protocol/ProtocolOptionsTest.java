package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import static org.hactl.vrrp.protocol.TestRouter.created;
import static org.hactl.vrrp.protocol.TestRouter.fire;
import static org.hactl.vrrp.protocol.TestRouter.hear;
import static org.hactl.vrrp.protocol.TestRouter.master;
import static org.hactl.vrrp.protocol.TestRouter.send;
import static org.hactl.vrrp.wire.Fixtures.withPreempt;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.AnnounceAddresses;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Effect.HearLower;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/**
 * Every protocol option and its effect. The options exist where implementations and RFCs differ.
 */
class ProtocolOptionsTest {
  @Test
  void downTimerAdvertsSetsTheDownTimerAndTheTimeToResume() {
    RouterConfig config = Fixtures.v2().with(conduct(5, true, false, false));
    VirtualRouter router = backup(config);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 5 * SECOND + SKEW_100);
    assertThat(router.resumeLimitNanos(new ResumeHint(Duration.ZERO)))
        .isEqualTo(5 * SECOND - SECOND / 10);
    router.step(
        new Input.Reconfigured(Fixtures.v2().with(conduct(2, true, false, false))), START + SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND + SKEW_100);
  }

  @Test
  void aLowerMasterIsReportedButNotAnsweredIfTheOptionIsOff() {
    VirtualRouter router = master(Fixtures.v2().with(conduct(3, false, false, false)));
    router.step(new Input.AddressesReady(), START);
    long deadline = router.nextDeadlineNanos();
    assertThat(hear(router, 50, LOWER, START + MS))
        .containsExactly(new HearLower(LOWER, 50), new AnnounceAddresses(5));
    assertThat(router.nextDeadlineNanos()).isEqualTo(deadline);
    assertThat(hear(router, 0, LOWER, START + 2 * MS)).containsExactly(send(100));
  }

  @Test
  void strictMakesWayAtOnce() {
    VirtualRouter router = master(Fixtures.v2().with(conduct(3, true, false, true)));
    assertThat(hear(router, 200, LOWER, START + MS))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 200));
  }

  @Test
  void sendsOneMoreAdvertisementToAHigherMasterIfTheOptionIsOn() {
    VirtualRouter router = master(Fixtures.v2().with(conduct(3, true, true, false)));
    assertThat(hear(router, 200, LOWER, START + MS)).isEmpty();
    assertThat(fire(router, START + MS + HandOver.SERVES_ON_NANOS))
        .containsExactly(
            send(100),
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 200));
  }

  @Test
  void theBurstAfterASplitHasItsOwnSizeAndComesOnceAnInterval() {
    GratuitousArp arp =
        new GratuitousArp(
            5,
            Duration.ofSeconds(5),
            Duration.ZERO,
            1,
            2,
            Duration.ofSeconds(3),
            Duration.ZERO,
            List.of());
    VirtualRouter router = master(Fixtures.v2().with(arp));
    router.step(new Input.AddressesReady(), START);
    assertThat(hear(router, 50, LOWER, START + 100 * MS)).contains(new AnnounceAddresses(2));
    assertThat(hear(router, 50, LOWER, START + 300 * MS)).containsExactly(send(100));
    List<Effect> later = new ArrayList<>();
    while (router.nextDeadlineNanos() <= START + 3_100 * MS) {
      later.addAll(fire(router, router.nextDeadlineNanos()));
    }
    assertThat(later).contains(new AnnounceAddresses(2));
  }

  @Test
  void strictPreemptsAtOnceDoesNotAnswerALowerMasterInVersion2AndAnnouncesOnce() {
    RouterConfig config = Fixtures.v2().with(conduct(5, true, true, true));
    VirtualRouter router = master(withPreempt(config, true, Duration.ofSeconds(60)));
    assertThat(router.step(new Input.AddressesReady(), START))
        .containsExactly(new AnnounceAddresses(1));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + SECOND);
    assertThat(hear(router, 50, LOWER, START + MS)).containsExactly(new HearLower(LOWER, 50));
    assertThat(hear(router, 200, LOWER, START + 2 * MS)).hasSize(1);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * MS + DOWN_100);
    hear(router, 50, LOWER, START + 3 * MS);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * MS + DOWN_100);
    VirtualRouter v3 = master(Fixtures.v3().with(conduct(3, true, true, true)));
    assertThat(hear(v3, 50, LOWER, START + MS)).contains(send(100));
  }

  @Test
  void aStrictOwnerIgnoresEveryAdvertisement() {
    RouterConfig owner = withPriority(Fixtures.v3(), 255).with(conduct(3, true, false, true));
    VirtualRouter router = new VirtualRouter(owner);
    router.step(new Input.InterfaceUp(OWN), START);
    router.step(new Input.Startup(null, 0), START);
    for (int second = 0; second < 20; second++) {
      long now = START + second * SECOND;
      hear(router, 255, HIGHER, now);
      fire(router, now + SECOND);
      assertThat(router.state()).isEqualTo(State.MASTER);
    }
  }

  @Test
  void ofTwoOwnersTheOneWithTheLowerAddressYields() {
    VirtualRouter router = owner();
    assertThat(hear(router, 255, HIGHER, START + MS))
        .containsExactly(
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS_PEER, HIGHER, 255));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + MS + 3 * SECOND + SECOND / 256);
  }

  @Test
  void anOwnerWaitsForTheOtherToYieldAndElseYields() {
    VirtualRouter router = owner();
    long now = START;
    List<Effect> told = List.of();
    while (router.state() == State.MASTER) {
      told = hear(router, 255, LOWER, now);
      fire(router, now + MS);
      now += SECOND;
    }
    // The owner yields at the first advertisement after 3.2 s: two of its intervals, and 1.2 of the
    // longer interval.
    assertThat(now - SECOND).isEqualTo(START + 4 * SECOND);
    assertThat(told)
        .containsExactly(
            new ChangePriority(255, 254),
            new ChangeState(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, LOWER, 255),
            new Effect.SeeOneMaster(LOWER, 3 * SECOND));
    assertThat(fire(router, router.nextDeadlineNanos()))
        .containsExactly(
            new ChangePriority(254, 255),
            send(255),
            new ChangeState(State.BACKUP, State.MASTER, Reason.ADVERT_TIMEOUT, LOWER, 255));
  }

  @Test
  void duringTheStartupHoldNeitherListensNorSends() {
    VirtualRouter router = created(Fixtures.v2());
    assertThat(router.step(new Input.Startup(null, 10 * SECOND), START))
        .containsExactly(change(State.INIT, State.BACKUP, Reason.STARTUP_HOLD));
    assertThat(hear(router, 0, LOWER, START + SECOND)).isEmpty();
    assertThat(hear(router, 200, LOWER, START + SECOND)).isEmpty();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 10 * SECOND);
    assertThat(fire(router, START + 10 * SECOND)).isEmpty();
    assertThat(router.reason()).isEqualTo(Reason.STARTUP);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 10 * SECOND + DOWN_100);
  }

  @Test
  void aLinkThatComesUpDoesNotEndTheHold() {
    VirtualRouter router = created(Fixtures.v2());
    router.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START);
    router.step(new Input.Startup(null, 10 * SECOND), START);
    assertThat(router.step(new Input.InterfaceUp(OWN), START + 2 * SECOND))
        .containsExactly(change(State.FAULT, State.BACKUP, Reason.STARTUP_HOLD));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 10 * SECOND);
    router.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START + 3 * SECOND);
    router.step(new Input.InterfaceUp(OWN), START + 11 * SECOND);
    assertThat(router.reason()).isEqualTo(Reason.INTERFACE_UP);
  }

  @Test
  void anOwnerHasTheStartupHoldButAResumedRoleHasNot() {
    VirtualRouter owner = created(withPriority(Fixtures.v2(), 255));
    owner.step(new Input.Startup(null, SECOND), START);
    assertThat(owner.state()).isEqualTo(State.BACKUP);
    assertThat(fire(owner, START + SECOND))
        .contains(change(State.BACKUP, State.MASTER, Reason.STARTUP_OWNER));
    VirtualRouter resumed = created(Fixtures.v2());
    resumed.step(new Input.Startup(new ResumeHint(Duration.ofMillis(10)), SECOND), START);
    assertThat(resumed.state()).isEqualTo(State.MASTER);
  }

  @Test
  void theHoldThatEndsLaterCounts() {
    ProtocolOptions conduct =
        ProtocolOptions.DEFAULT.toBuilder()
            .startupDelay(Duration.ofSeconds(10))
            .bootDelay(Duration.ofSeconds(60))
            .build();
    assertThat(conduct.holdNanos(0, 20 * SECOND)).isEqualTo(40 * SECOND);
    assertThat(conduct.holdNanos(0, 55 * SECOND)).isEqualTo(10 * SECOND);
    assertThat(conduct.holdNanos(11 * SECOND, 61 * SECOND)).isNegative();
  }

  @Test
  void theDownTimerStartsWithTheFirstFrame() {
    ProtocolOptions patient =
        ProtocolOptions.DEFAULT.toBuilder().forwardingDelay(Duration.ofSeconds(30)).build();
    VirtualRouter router = backup(Fixtures.v2().with(patient));
    assertThat(router.awaitsFrame()).isTrue();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 30 * SECOND + DOWN_100);
    router.step(new Input.FrameHeard(), START + 12 * SECOND);
    assertThat(router.awaitsFrame()).isFalse();
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 12 * SECOND + DOWN_100);
    router.step(new Input.FrameHeard(), START + 13 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 12 * SECOND + DOWN_100);
    router.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START + 13 * SECOND);
    router.step(new Input.InterfaceUp(OWN), START + 14 * SECOND);
    assertThat(router.awaitsFrame()).isTrue();
    hear(router, 50, LOWER, START + 15 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 15 * SECOND + DOWN_100);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> conduct(0, true, false, false))
        .hasMessage("down_timer_adverts must be 1 to 100");
    assertThatThrownBy(() -> conduct(101, true, false, false))
        .hasMessage("down_timer_adverts must be 1 to 100");
  }

  private static ProtocolOptions conduct(
      int downTimerAdverts, boolean answerLower, boolean tellHigher, boolean strict) {
    return ProtocolOptions.DEFAULT.toBuilder()
        .downTimerAdverts(downTimerAdverts)
        .answerLower(answerLower)
        .tellHigher(tellHigher)
        .strict(strict)
        .build();
  }

  private static VirtualRouter owner() {
    VirtualRouter router = created(withPriority(Fixtures.v2(), 255));
    router.step(new Input.Startup(null, 0), START);
    assertThat(router.state()).isEqualTo(State.MASTER);
    return router;
  }
}
