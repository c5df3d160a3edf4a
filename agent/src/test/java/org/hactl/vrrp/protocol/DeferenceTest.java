package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.protocol.TestRouter.DOWN_100;
import static org.hactl.vrrp.protocol.TestRouter.LOWER;
import static org.hactl.vrrp.protocol.TestRouter.SECOND;
import static org.hactl.vrrp.protocol.TestRouter.SKEW_100;
import static org.hactl.vrrp.protocol.TestRouter.START;
import static org.hactl.vrrp.protocol.TestRouter.backup;
import static org.hactl.vrrp.protocol.TestRouter.change;
import static org.hactl.vrrp.protocol.TestRouter.fire;
import static org.hactl.vrrp.protocol.TestRouter.hear;
import static org.hactl.vrrp.protocol.TestRouter.master;
import static org.hactl.vrrp.protocol.TestRouter.send;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** A router of priority 100 that stands back for a director with a newer version of the site. */
class DeferenceTest {
  @Test
  void itTakesTheRoleFromNoMasterThatItHears() {
    VirtualRouter router = backup(Fixtures.v2());
    defer(router, Deference.PREEMPTION);
    for (int second = 1; second < 20; second++) {
      assertThat(hear(router, 50, LOWER, START + second * SECOND)).isEmpty();
      assertThat(router.nextDeadlineNanos()).isEqualTo(START + second * SECOND + DOWN_100);
    }
    assertThat(fire(router, router.nextDeadlineNanos())).isNotEmpty();
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void itLetsAnotherBackupGoFirst() {
    VirtualRouter router = backup(Fixtures.v2());
    defer(router, Deference.TAKEOVER);
    hear(router, 50, LOWER, START);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + DOWN_100 + SECOND);
    hear(router, 0, LOWER, START + 1);
    assertThat(router.nextDeadlineNanos()).isEqualTo(START + 1 + SKEW_100 + SECOND);
    fire(router, router.nextDeadlineNanos());
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void itTakesTheRoleThatANewerDirectorHandsOver() {
    VirtualRouter router = backup(Fixtures.v2());
    defer(router, Deference.TAKEOVER);
    hear(router, 50, LOWER, START);
    long offered = START + SECOND;
    hear(router, 0, LOWER, offered);
    // The master offers its role again before this router acts.
    hear(router, 0, LOWER, offered + ProtocolTimers.offerEveryNanos(VrrpVersion.V2, SECOND));
    assertThat(router.nextDeadlineNanos()).isEqualTo(offered + SKEW_100 + SECOND);
    fire(router, router.nextDeadlineNanos());
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void aPendingPreemptionStops() {
    VirtualRouter router = backup(Fixtures.v2());
    hear(router, 50, LOWER, START);
    defer(router, Deference.TAKEOVER);
    assertThat(fire(router, START + DOWN_100)).isEmpty();
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void itPreemptsAsSoonAsItIsUpToDate() {
    VirtualRouter router = backup(Fixtures.v2());
    defer(router, Deference.TAKEOVER);
    hear(router, 50, LOWER, START);
    defer(router, Deference.NONE);
    hear(router, 50, LOWER, START + SECOND);
    fire(router, router.nextDeadlineNanos());
    assertThat(router.reason()).isEqualTo(Reason.PREEMPTION);
  }

  private static final Input OLDER_SITE = new Input.OlderSite(5 * SECOND);

  @Test
  void aMasterServesOnUntilTheDirectorWithTheNewerSiteHasItsAddresses() {
    VirtualRouter router = master(Fixtures.v2());
    defer(router, Deference.TAKEOVER);
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.step(OLDER_SITE, START)).containsExactly(send(0));
    assertThat(router.step(OLDER_SITE, START)).isEmpty();
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.reason()).isEqualTo(Reason.OLDER_SITE);
    long taken = START + SECOND;
    assertThat(hear(router, 50, LOWER, taken)).isEmpty();
    assertThat(fire(router, taken + HandOver.SERVES_ON_NANOS))
        .containsExactly(
            new Effect.ChangeState(State.MASTER, State.BACKUP, Reason.OLDER_SITE, LOWER, 50));
    assertThat(router.nextDeadlineNanos()).isEqualTo(taken + DOWN_100 + SECOND);
    defer(router, Deference.NONE);
    hear(router, 50, LOWER, taken + SECOND);
    fire(router, router.nextDeadlineNanos());
    assertThat(router.reason()).as("up to date, it preempts").isEqualTo(Reason.PREEMPTION);
  }

  @Test
  void itKeepsTheRoleIfNoOtherDirectorTakesIt() {
    VirtualRouter router = master(Fixtures.v2());
    defer(router, Deference.TAKEOVER);
    router.step(OLDER_SITE, START);
    fire(router, START + 1_250_000_000L);
    fire(router, START + 2_500_000_000L);
    fire(router, START + 3_750_000_000L);
    assertThat(fire(router, START + 5 * SECOND)).containsExactly(send(100));
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void itIsInFaultWhileAnotherDirectorServesItsAddresses() {
    VirtualRouter router = master(Fixtures.v2());
    assertThat(router.step(new Input.Deferred(Deference.ROLE, "lvs2 serves"), START))
        .containsExactly(send(0), change(State.MASTER, State.FAULT, Reason.OLDER_SITE));
    assertThat(router.faults().detail()).isEqualTo("lvs2 serves");
    assertThat(router.step(Input.Deferred.NOT, START))
        .containsExactly(change(State.FAULT, State.BACKUP, Reason.OLDER_SITE_OVER));
  }

  @Test
  void anOwnerNeverStandsBack() {
    VirtualRouter router = master(withPriority(Fixtures.v2(), RouterConfig.OWNER_PRIORITY));
    defer(router, Deference.ROLE);
    assertThat(router.step(OLDER_SITE, START)).isEmpty();
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  private static void defer(VirtualRouter router, Deference level) {
    router.step(new Input.Deferred(level, level == Deference.NONE ? null : "older"), START);
  }
}
