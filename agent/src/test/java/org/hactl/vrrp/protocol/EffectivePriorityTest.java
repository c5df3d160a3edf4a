package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.ChangePriority;
import org.hactl.vrrp.model.Effect.ChangeState;
import org.hactl.vrrp.model.Effect.SendAdvertisement;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.wire.Fixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tracking changes a router's priority and puts the router in FAULT. */
class EffectivePriorityTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 7 * SECOND;
  private static final long DOWN_100 = 3_609_375_000L;

  @ParameterizedTest
  @CsvSource({
    "100, 0, 100", "100, 20, 120", "100, -30, 70", "100, -253, 1", "100, 253, 254",
    "1, -1, 1", "254, 1, 254", "255, 0, 255", "255, -253, 255", "255, 253, 255",
    "100, 2147483647, 254", "100, -2147483648, 1"
  })
  void staysBelowTheOwnersPriority(int configured, int offset, int effective) {
    EffectivePriority priority = new EffectivePriority(configured);
    priority.offset(offset);
    assertThat(priority.value()).isEqualTo(effective);
  }

  @Test
  void aMasterAdvertisesItsNewPriorityAtOnce() {
    VirtualRouter router = started(Fixtures.v2());
    router.step(Input.Timer.FIRED, START + DOWN_100);
    long now = START + DOWN_100 + SECOND / 2;
    assertThat(router.step(tracked(-30, null), now))
        .containsExactly(new SendAdvertisement(70), new ChangePriority(100, 70));
    assertThat(router.nextDeadlineNanos()).isEqualTo(now + SECOND);
    assertThat(router.master().priority()).isEqualTo(70);
    assertThat(router.step(tracked(-30, null), now + 1)).isEmpty();
    router.step(new Advertisement(71, SECOND, address("192.0.2.1"), true), now + 2);
    assertThat(router.step(Input.Timer.FIRED, router.nextDeadlineNanos()))
        .contains(
            new ChangeState(
                State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER, address("192.0.2.1"), 71));
  }

  @Test
  void theRunningTimerOfABackupIsShifted() {
    VirtualRouter router = started(Fixtures.v2());
    assertThat(router.step(tracked(100, null), START + SECOND))
        .containsExactly(new ChangePriority(100, 200));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100 - 100 * SECOND / 256);
    router.step(new Advertisement(0, SECOND, address("192.0.2.1"), true), START + 2 * SECOND);
    router.step(tracked(0, null), START + 2 * SECOND + 1);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 2 * SECOND + 156 * SECOND / 256);
  }

  @Test
  void aReconfiguredPriorityIsTheBaseOfTheSameOffset() {
    VirtualRouter router = started(Fixtures.v2());
    router.step(tracked(-30, null), START);
    assertThat(router.step(new Input.Reconfigured(withPriority(Fixtures.v2(), 150)), START + 1))
        .containsExactly(new ChangePriority(70, 120));
    router.step(new Input.Reconfigured(withPriority(Fixtures.v2(), 255)), START + 2);
    assertThat(router.self().priority()).isEqualTo(255);
  }

  @Test
  void preemptionGoesByTheEffectivePriority() {
    VirtualRouter router = started(Fixtures.v2());
    router.step(tracked(-30, null), START);
    router.step(new Advertisement(80, SECOND, address("192.0.2.1"), true), START + SECOND);
    assertThat(router.nextDeadlineNanos())
        .isEqualTo(START + SECOND + 3 * SECOND + 186 * SECOND / 256);
    router.step(tracked(0, null), START + SECOND);
    long deadline = START + SECOND + DOWN_100;
    assertThat(router.nextDeadlineNanos()).isEqualTo(deadline);
    router.step(new Advertisement(80, SECOND, address("192.0.2.1"), true), START + 2 * SECOND);
    assertThat(router.nextDeadlineNanos()).isEqualTo(deadline);
  }

  @Test
  void leavesFaultOnlyWhenEveryFaultIsGone() {
    VirtualRouter router = started(Fixtures.v2());
    assertThat(router.step(tracked(0, "chk_http failed"), START))
        .containsExactly(change(State.BACKUP, State.FAULT, Reason.TRACKED));
    assertThat(router.nextDeadlineNanos()).isEqualTo(VirtualRouter.NEVER);
    assertThat(router.faults().detail()).isEqualTo("chk_http failed");
    assertThat(router.step(new Input.InterfaceDown(Reason.INTERFACE_DOWN), START + 1)).isEmpty();
    assertThat(router.reason()).isEqualTo(Reason.INTERFACE_DOWN);
    assertThat(router.step(new Input.MemberFault("VI_2"), START + 2)).isEmpty();
    assertThat(router.step(tracked(0, null), START + 3)).isEmpty();
    assertThat(router.step(new Input.InterfaceUp(address("192.0.2.2")), START + 4)).isEmpty();
    assertThat(router.reason()).isEqualTo(Reason.GROUP_MEMBER);
    assertThat(router.faults().detail()).isEqualTo("VI_2");
    assertThat(router.step(new Input.MemberFault(null), START + 5))
        .containsExactly(change(State.FAULT, State.BACKUP, Reason.GROUP_UP));
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 5 + DOWN_100);
  }

  @Test
  void aTrackedFaultOfAMasterReleasesTheRole() {
    VirtualRouter router = started(Fixtures.v2());
    router.step(Input.Timer.FIRED, START + DOWN_100);
    assertThat(router.step(tracked(-10, "down"), START + DOWN_100 + 1))
        .containsExactly(
            new SendAdvertisement(0),
            change(State.MASTER, State.FAULT, Reason.TRACKED),
            new ChangePriority(100, 90));
    assertThat(router.step(tracked(-10, null), START + DOWN_100 + 2))
        .containsExactly(change(State.FAULT, State.BACKUP, Reason.TRACKED_UP));
  }

  @Test
  void aVerdictFromBeforeTheStartCounts() {
    VirtualRouter router = new VirtualRouter(Fixtures.v2());
    assertThat(router.step(tracked(5, "down"), START)).isEmpty();
    router.step(new Input.InterfaceUp(address("192.0.2.2")), START);
    assertThat(router.step(new Input.Startup(null, 0), START))
        .isEqualTo(List.of(change(State.INIT, State.FAULT, Reason.TRACKED)));
    assertThat(router.self().priority()).isEqualTo(105);
  }

  private static Input tracked(int offset, @Nullable String fault) {
    return new Input.Tracked(new TrackVerdict(offset, fault));
  }

  private static VirtualRouter started(RouterConfig config) {
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.InterfaceUp(address("192.0.2.2")), START);
    router.step(new Input.Startup(null, 0), START);
    return router;
  }

  private static Effect change(State from, State to, Reason reason) {
    return new ChangeState(from, to, reason, null, 0);
  }
}
