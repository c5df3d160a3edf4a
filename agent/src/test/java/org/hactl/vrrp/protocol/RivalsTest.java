package org.hactl.vrrp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Effect.SeeOneMaster;
import org.hactl.vrrp.model.Effect.SeeTwoMasters;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** Which router is a second master, and which one is only slow to make way. */
class RivalsTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final InetAddress PEER = address("192.0.2.1");

  private final Rivals rivals = new Rivals();

  @Test
  void aSecondMasterDuringATakeoverIsNotReported() {
    assertThat(hear(PEER, 0)).isEmpty();
    assertThat(hear(PEER, SECOND)).isEmpty();
    assertThat(rivals.deadlineNanos()).isEqualTo(VirtualRouter.NEVER);
    assertThat(rivals.end(2 * SECOND)).isEmpty();
  }

  @Test
  void aRivalThatKeepsSendingIsReportedOnceAndWithinThreeIntervals() {
    hear(PEER, 0);
    hear(PEER, SECOND);
    assertThat(hear(PEER, 2 * SECOND))
        .containsExactly(new SeeTwoMasters(PEER, 200, RejectReason.TTL, 0));
    assertThat(hear(PEER, 3 * SECOND)).isEmpty();
    assertThat(rivals.deadlineNanos()).isEqualTo(7 * SECOND);
    assertThat(rivals.due(7 * SECOND - 1)).isEmpty();
    assertThat(rivals.due(7 * SECOND)).containsExactly(new SeeOneMaster(PEER, 3 * SECOND));
    assertThat(rivals.deadlineNanos()).isEqualTo(VirtualRouter.NEVER);
  }

  @Test
  void aRivalWithAnotherConfigurationIsReportedAtOnceAndMayPauseForLong() {
    for (RejectReason reason : List.of(RejectReason.PASSWORD, RejectReason.VERSION)) {
      Rivals rivals = new Rivals();
      assertThat(rivals.hear(PEER, 200, reason, SECOND, 0))
          .containsExactly(new SeeTwoMasters(PEER, 200, reason, 0));
      assertThat(rivals.due(60 * SECOND - 1)).isEmpty();
      assertThat(rivals.due(60 * SECOND)).containsExactly(new SeeOneMaster(PEER, 0));
    }
  }

  @Test
  void anAcceptedPacketEndsTheLongWaitForARival() {
    rivals.hear(PEER, 200, RejectReason.PASSWORD, SECOND, 0);
    rivals.hear(PEER, 200, null, SECOND, SECOND);
    assertThat(rivals.due(5 * SECOND)).containsExactly(new SeeOneMaster(PEER, SECOND));
  }

  @Test
  void aBurstIsOneSighting() {
    for (long now = 0; now < SECOND; now += MS) {
      assertThat(hear(PEER, now)).isEmpty();
    }
  }

  @Test
  void aFasterRivalAlsoHasTheTimeToMakeWay() {
    List<Effect> told = new ArrayList<>();
    long first = 0;
    for (long now = 0; told.isEmpty(); now += 100 * MS) {
      told.addAll(hear(PEER, now));
      first = now;
    }
    assertThat(first).isBetween(SECOND * 3 / 2, 3 * SECOND);
  }

  @Test
  void aRivalThatReturnsAfterALongTimeIsNew() {
    hear(PEER, 0);
    hear(PEER, SECOND);
    assertThat(hear(PEER, 6 * SECOND)).isEmpty();
  }

  @Test
  void twoMastersEndWhenTheRouterIsNoLongerMaster() {
    hear(PEER, 0);
    hear(PEER, SECOND);
    hear(PEER, 2 * SECOND);
    assertThat(rivals.end(2 * SECOND + 1)).containsExactly(new SeeOneMaster(PEER, 2 * SECOND));
    assertThat(rivals.end(2 * SECOND + 2)).isEmpty();
  }

  @Test
  void rivalsAreToldApartAndAFloodOfSourcesIsBounded() {
    int told = 0;
    for (long now = 0; now <= 3 * SECOND; now += 500 * MS) {
      for (int source = 1; source < 200; source++) {
        told += hear(address("198.51.100." + source), now).size();
      }
    }
    assertThat(told).isEqualTo(4);
  }

  @Test
  void aRouterReportsWhyItRejectsTheOtherMaster() {
    VirtualRouter router = new VirtualRouter(Fixtures.v2());
    router.step(new Input.InterfaceUp(address("192.0.2.2")), 0);
    router.step(new Input.Startup(null, 0), 0);
    Rejected packet = new Rejected(RejectReason.CHECKSUM, PEER, 150);
    long start = 4 * SECOND;
    assertThat(router.step(packet, 0)).isEmpty();
    router.step(Input.Timer.FIRED, start - 390_625_000);
    List<Effect> told = new ArrayList<>();
    for (int second = 0; second < 3; second++) {
      told.addAll(router.step(packet, start + second * SECOND));
      router.step(Input.Timer.FIRED, router.nextDeadlineNanos());
    }
    assertThat(told).containsExactly(new SeeTwoMasters(PEER, 150, RejectReason.CHECKSUM, start));
    assertThat(router.step(new Rejected(RejectReason.TOO_SHORT, null, 0), start + 3 * SECOND))
        .isEmpty();
  }

  @Test
  void ourOwnPacketsThatComeBackAreNoRivals() {
    VirtualRouter router = new VirtualRouter(Fixtures.withPriority(Fixtures.v2(), 255));
    router.step(new Input.InterfaceUp(address("192.0.2.2")), 0);
    router.step(new Input.Startup(null, 0), 0);
    Rejected own = new Rejected(RejectReason.OWN_ADDRESS, address("192.0.2.2"), 255);
    for (int second = 0; second < 5; second++) {
      assertThat(router.step(own, second * SECOND)).isEmpty();
      router.step(Input.Timer.FIRED, router.nextDeadlineNanos());
    }
  }

  private List<Effect> hear(InetAddress peer, long now) {
    return rivals.hear(peer, 200, RejectReason.TTL, SECOND, now);
  }
}
