package org.hactl.bfd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.bfd.model.BfdState.DOWN;
import static org.hactl.bfd.model.BfdState.INIT;
import static org.hactl.bfd.model.BfdState.UP;

import org.hactl.bfd.protocol.BfdEffect.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a session sends and expects packets, and how a Poll Sequence changes it. */
class BfdSessionTimersTest extends TestSession {
  @Test
  void sendsAtMostOncePerSecondWhileNotUp() {
    BfdSession session = start(BfdFixtures.session());
    fire(session);
    long before = now;
    for (int round = 0; round < 200; round++) {
      if (fire(session).contains(Send.PLAIN)) {
        assertThat(now - before).isBetween(750 * MILLI, SECOND);
        before = now;
      }
    }
    hear(session, Packets.of(DOWN).to(0));
    assertThat(session.state()).isEqualTo(INIT);
    assertThat(session.sendIntervalNanos()).isEqualTo(SECOND);
    assertThat(said(session).yourDiscriminator()).isEqualTo(Packets.THEIRS);
  }

  @Test
  void sendsFasterAndPollsAsSoonAsUp() {
    BfdSession session = start(BfdFixtures.session(50, 20, 3));
    fire(session);
    hear(session, Packets.of(INIT).intervals(1_000, 10));
    assertThat(session.isPolling()).isTrue();
    assertThat(said(session).desiredMinTxMicros()).isEqualTo(20_000);
    assertThat(session.sendIntervalNanos()).isEqualTo(20 * MILLI);
    assertThat(session.nextDeadlineNanos() - now).isBetween(15 * MILLI, 20 * MILLI);
    // Every periodic packet is a poll until the answer comes; the packets between them are not.
    assertThat(fire(session)).containsExactly(Send.POLL);
    assertThat(fire(session)).containsExactly(Send.POLL);
    assertThat(hear(session, Packets.of(UP).intervals(1_000, 10))).isEmpty();
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).intervals(1_000, 10).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).isFalse();
    assertThat(fire(session)).containsExactly(Send.PLAIN);
  }

  @Test
  void sendsNoFasterThanTheNeighbourAllows() {
    BfdSession session = inState(UP);
    fireSending(session);
    for (int round = 0; round < 100; round++) {
      long before = now;
      fireSending(session);
      assertThat(now - before).isBetween(300 * MILLI, 400 * MILLI);
    }
  }

  /** Fires the timer until the session sends a packet; the neighbour sends all the time. */
  private void fireSending(BfdSession session) {
    while (true) {
      hear(session, Packets.of(UP).multiplier(255).intervals(50, 400));
      if (!fire(session).isEmpty()) {
        return;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.75, 0.90", "2, 0.75, 1.0", "255, 0.75, 1.0"})
  void jitterStaysInItsBoundsAndUsesThem(int multiplier, double shortest, double longest) {
    BfdSession session = inState(UP, BfdFixtures.session(100, 100, multiplier));
    double least = 1;
    double most = 0;
    for (int round = 0; round < 5_000; round++) {
      long before = now;
      hear(session, Packets.of(UP).multiplier(100));
      assertThat(fire(session)).containsExactly(Send.PLAIN);
      double share = (now - before) / (100.0 * MILLI);
      assertThat(share).isBetween(shortest, longest);
      least = Math.min(least, share);
      most = Math.max(most, share);
    }
    assertThat(least).isLessThan(shortest + 0.01);
    assertThat(most).isGreaterThan(longest - 0.01);
  }

  @Test
  void stopsSendingInDemandModeButStillPolls() {
    BfdSession session = inState(UP);
    Packets demanding = Packets.of(UP).flags(ControlPacket.DEMAND);
    hear(session, demanding);
    assertThat(session.nextDeadlineNanos()).isEqualTo(now + 150 * MILLI);
    // A change of timers starts a Poll Sequence in demand mode, too.
    now += MILLI;
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 40, 3)), now);
    hear(session, demanding);
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.DEMAND | ControlPacket.FINAL));
    assertThat(session.nextDeadlineNanos()).isEqualTo(now + 150 * MILLI);
    // The session answers a poll, and demand mode ends with the Demand bit.
    assertThat(hear(session, demanding.flags(ControlPacket.DEMAND | ControlPacket.POLL)))
        .containsExactly(Send.FINAL);
    hear(session, Packets.of(UP));
    assertThat(session.nextDeadlineNanos()).isLessThanOrEqualTo(now + 50 * MILLI);
  }

  @Test
  void demandCountsOnlyWhileBothAreUp() {
    BfdSession session = inState(INIT);
    hear(session, Packets.of(DOWN).flags(ControlPacket.DEMAND));
    assertThat(session.nextDeadlineNanos()).isNotEqualTo(BfdSession.NEVER);
    hear(session, Packets.of(INIT).flags(ControlPacket.DEMAND).intervals(1_000, 50));
    assertThat(session.state()).isEqualTo(UP);
    answerPolls(session);
    hear(session, Packets.of(INIT).flags(ControlPacket.DEMAND).intervals(1_000, 50));
    assertThat(session.nextDeadlineNanos()).isLessThanOrEqualTo(now + 50 * MILLI);
  }

  @Test
  void slowsDownOnlyAfterThePollIsAnswered() {
    BfdSession session = inState(UP);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 500, 3)), now);
    assertThat(said(session).desiredMinTxMicros()).isEqualTo(500_000);
    assertThat(session.sendIntervalNanos()).isEqualTo(50 * MILLI);
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.sendIntervalNanos()).isEqualTo(500 * MILLI);
  }

  @Test
  void sendsFasterAtOnce() {
    BfdSession session = inState(UP);
    hear(session, Packets.of(UP).intervals(50, 10));
    long sent = now;
    fire(session);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 10, 3)), now);
    assertThat(session.sendIntervalNanos()).isEqualTo(10 * MILLI);
    assertThat(session.nextDeadlineNanos()).isBetween(sent, now + 10 * MILLI);
  }

  @Test
  void shortensTheDetectionTimeOnlyAfterThePollIsAnswered() {
    BfdSession session = inState(UP, BfdFixtures.session(300, 50, 3));
    hear(session, Packets.of(UP));
    assertThat(session.detectionNanos()).isEqualTo(900 * MILLI);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(100, 50, 3)), now);
    assertThat(said(session).requiredMinRxMicros()).isEqualTo(100_000);
    assertThat(session.detectionNanos()).isEqualTo(900 * MILLI);
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.detectionNanos()).isEqualTo(300 * MILLI);
  }

  @Test
  void lengthensTheDetectionTimeAtOnce() {
    BfdSession session = inState(UP);
    hear(session, Packets.of(UP));
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(400, 50, 3)), now);
    assertThat(session.detectionNanos()).isEqualTo(1_200 * MILLI);
    assertThat(session.isPolling()).isTrue();
  }

  @Test
  void changeDuringAPollStartsAnotherPoll() {
    BfdSession session = inState(UP);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 500, 3)), now);
    assertThat(fire(session)).containsExactly(Send.POLL);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 700, 3)), now);
    // This answer belongs to the packet before the change.
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).isTrue();
    assertThat(session.sendIntervalNanos()).isEqualTo(50 * MILLI);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).as("no poll has been sent since").isTrue();
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).isFalse();
    assertThat(session.sendIntervalNanos()).isEqualTo(700 * MILLI);
  }

  @Test
  void sameTimersStartNoPoll() {
    BfdSession session = inState(UP);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 50, 7)), now);
    assertThat(session.isPolling()).isFalse();
    assertThat(said(session).multiplier()).isEqualTo(7);
  }
}
