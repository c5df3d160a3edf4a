package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.on;

import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.junit.jupiter.api.Test;

/** A router of priority 100 whose rank depends on its virtual services. */
class ServiceRankTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ServiceRank SHORT = new ServiceRank(50, true, "web has 0 of 2 healthy");
  private static final ServiceRank UNDECIDED = new ServiceRank(0, false, "waits");

  private long now = 1_000 * SECOND;

  @Test
  void aMasterWithoutHealthyServersYieldsToABackupThatHasThem() {
    VirtualRouter router = backup(100);
    fire(router);
    assertThat(router.state()).isEqualTo(State.MASTER);
    rank(router, SHORT);
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.self().priority()).isEqualTo(50);
    hear(router, 90);
    fire(router);
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void equalRanksKeepTheOrderOfPriorities() {
    VirtualRouter router = backup(100);
    rank(router, SHORT);
    fire(router);
    hear(router, 40);
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void anOwnerHasNoPenaltyAndDoesNotWait() {
    VirtualRouter router = backup(255);
    rank(router, new ServiceRank(50, false, "both"));
    assertThat(router.self().priority()).isEqualTo(255);
    fire(router);
    assertThat(router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void aPreemptionWaitsUntilTheChecksHaveDecided() {
    VirtualRouter router = backup(100);
    rank(router, UNDECIDED);
    for (int second = 0; second < 10; second++) {
      hear(router, 90);
      now += SECOND;
      fireDue(router);
      assertThat(router.state()).isEqualTo(State.BACKUP);
    }
    rank(router, ServiceRank.FULL);
    for (int second = 0; second < 5; second++) {
      hear(router, 90);
      now += SECOND;
      fireDue(router);
    }
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.reason()).isEqualTo(Reason.PREEMPTION);
  }

  @Test
  void aPendingPreemptionStopsWhenTheChecksHaveToDecideAgain() {
    VirtualRouter router = backup(100);
    hear(router, 90);
    now += 3 * SECOND;
    rank(router, UNDECIDED);
    now += SECOND;
    fireDue(router);
    assertThat(router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aSilentMasterIsReplacedWhateverTheChecksSay() {
    VirtualRouter router = backup(100);
    rank(router, UNDECIDED);
    hear(router, 90);
    fire(router);
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.reason()).isEqualTo(Reason.ADVERT_TIMEOUT);
  }

  @Test
  void theLowestRankInAGroupCountsForAllItsRouters() {
    SyncGroups groups = new SyncGroups((_, _, _, _) -> {});
    groups.configure(List.of(new SyncGroupConfig("VG_1", List.of("VI_1", "VI_2"))));
    groups.track("VI_1", TrackVerdict.FINE.with(SHORT));
    groups.track("VI_2", TrackVerdict.FINE.with(UNDECIDED));
    assertThat(groups.verdict("VI_2").rank())
        .isEqualTo(new ServiceRank(50, false, "web has 0 of 2 healthy"));
    assertThat(groups.verdict("VI_1").rank()).isEqualTo(groups.verdict("VI_2").rank());
  }

  private VirtualRouter backup(int priority) {
    RouterConfig config = on("v0", "VI_1", 51).withPriority(priority);
    VirtualRouter router = new VirtualRouter(config);
    router.step(new Input.Startup(null, SECOND), now);
    router.step(new Input.InterfaceUp(address("192.0.2.2")), now);
    now += SECOND;
    fireDue(router);
    return router;
  }

  private void rank(VirtualRouter router, ServiceRank rank) {
    router.step(new Input.Tracked(TrackVerdict.FINE.with(rank)), now);
  }

  private void hear(VirtualRouter router, int priority) {
    router.step(new Advertisement(priority, SECOND, address("192.0.2.1"), true), now);
  }

  private void fireDue(VirtualRouter router) {
    if (now >= router.nextDeadlineNanos()) {
      router.step(Input.Timer.FIRED, now);
    }
  }

  private void fire(VirtualRouter router) {
    now = Math.max(now, router.nextDeadlineNanos());
    fireDue(router);
  }
}
