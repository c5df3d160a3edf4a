package org.hactl.bfd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.bfd.model.BfdState.ADMIN_DOWN;
import static org.hactl.bfd.model.BfdState.DOWN;
import static org.hactl.bfd.model.BfdState.INIT;
import static org.hactl.bfd.model.BfdState.UP;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.protocol.BfdEffect.ChangeState;
import org.hactl.bfd.protocol.BfdEffect.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BfdSessionTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private long now = 7 * SECOND;

  private BfdSession start(BfdConfig config) {
    return new BfdSession(config, Packets.OURS, new SplittableRandom(1), now);
  }

  private List<BfdEffect> hear(BfdSession session, Packets packet) {
    return session.step(packet.packet(), now);
  }

  private List<BfdEffect> fire(BfdSession session) {
    now = session.nextDeadlineNanos();
    return session.step(BfdInput.Timer.FIRED, now);
  }

  /** What the session would say now. */
  private static ControlPacket said(BfdSession session) {
    ByteBuffer bytes = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
    session.write(Send.PLAIN, bytes);
    return new ControlPacket(bytes);
  }

  private BfdSession inState(BfdState state) {
    return inState(state, BfdFixtures.session());
  }

  /** Brings one to that state; its Poll Sequence, if it began one, is over. */
  private BfdSession inState(BfdState state, BfdConfig config) {
    BfdSession session = start(config);
    switch (state) {
      case DOWN -> {}
      case INIT -> hear(session, Packets.of(DOWN).to(0));
      case UP -> {
        hear(session, Packets.of(INIT));
        answerPolls(session);
      }
      case ADMIN_DOWN -> session.step(new BfdInput.Disabled(BfdReason.SHUTDOWN), now);
    }
    assertThat(session.state()).isEqualTo(state);
    return session;
  }

  private void answerPolls(BfdSession session) {
    while (session.isPolling()) {
      if (fire(session).contains(Send.POLL)) {
        hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
      }
    }
  }

  // RFC 5880 section 6.8.6; local state, state heard, new state
  @ParameterizedTest
  @CsvSource({
    "DOWN, ADMIN_DOWN, DOWN, STARTED",
    "DOWN, DOWN, INIT, NEIGHBOUR_HEARD",
    "DOWN, INIT, UP, NEIGHBOUR_HEARS_US",
    "DOWN, UP, DOWN, STARTED",
    "INIT, ADMIN_DOWN, DOWN, NEIGHBOUR_ADMIN_DOWN",
    "INIT, DOWN, INIT, NEIGHBOUR_HEARD",
    "INIT, INIT, UP, NEIGHBOUR_HEARS_US",
    "INIT, UP, UP, NEIGHBOUR_HEARS_US",
    "UP, ADMIN_DOWN, DOWN, NEIGHBOUR_ADMIN_DOWN",
    "UP, DOWN, DOWN, NEIGHBOUR_DOWN",
    "UP, INIT, UP, NEIGHBOUR_HEARS_US",
    "UP, UP, UP, NEIGHBOUR_HEARS_US",
    "ADMIN_DOWN, ADMIN_DOWN, ADMIN_DOWN, SHUTDOWN",
    "ADMIN_DOWN, DOWN, ADMIN_DOWN, SHUTDOWN",
    "ADMIN_DOWN, INIT, ADMIN_DOWN, SHUTDOWN",
    "ADMIN_DOWN, UP, ADMIN_DOWN, SHUTDOWN",
  })
  void followsTheNeighbour(BfdState from, BfdState heard, BfdState to, BfdReason reason) {
    BfdSession session = inState(from);
    List<BfdEffect> effects = hear(session, Packets.of(heard));
    assertThat(session.state()).isEqualTo(to);
    assertThat(session.reason()).isEqualTo(reason);
    if (from == to) {
      assertThat(effects).isEmpty();
    } else {
      Diagnostic diagnostic = to == DOWN ? Diagnostic.NEIGHBOUR_SIGNALLED_DOWN : Diagnostic.NONE;
      assertThat(effects)
          .containsExactly(new ChangeState(from, to, reason, diagnostic), Send.PLAIN);
    }
  }

  @Test
  void firstPacketGoesOutAtOnceAndSaysLittle() {
    BfdSession session = start(BfdFixtures.session());
    assertThat(session.nextDeadlineNanos()).isEqualTo(now);
    assertThat(fire(session)).containsExactly(Send.PLAIN);
    ControlPacket packet = said(session);
    assertThat(packet.state()).isEqualTo(DOWN);
    assertThat(packet.diagnostic()).isEqualTo(Diagnostic.NONE);
    assertThat(packet.myDiscriminator()).isEqualTo(Packets.OURS);
    assertThat(packet.yourDiscriminator()).isZero();
    assertThat(packet.multiplier()).isEqualTo(3);
    assertThat(packet.desiredMinTxMicros()).isEqualTo(1_000_000);
    assertThat(packet.requiredMinRxMicros()).isEqualTo(50_000);
  }

  @Test
  void speaksOnceASecondAtMostWhileNotUp() {
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
  void speaksFasterAndAsksAsSoonAsUp() {
    BfdSession session = start(BfdFixtures.session(50, 20, 3));
    fire(session);
    hear(session, Packets.of(INIT).intervals(1_000, 10));
    assertThat(session.isPolling()).isTrue();
    assertThat(said(session).desiredMinTxMicros()).isEqualTo(20_000);
    assertThat(session.sendIntervalNanos()).isEqualTo(20 * MILLI);
    assertThat(session.nextDeadlineNanos() - now).isBetween(15 * MILLI, 20 * MILLI);
    // Every periodic packet asks until the answer comes, and none in between does.
    assertThat(fire(session)).containsExactly(Send.POLL);
    assertThat(fire(session)).containsExactly(Send.POLL);
    assertThat(hear(session, Packets.of(UP).intervals(1_000, 10))).isEmpty();
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).intervals(1_000, 10).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).isFalse();
    assertThat(fire(session)).containsExactly(Send.PLAIN);
  }

  @ParameterizedTest
  @EnumSource(BfdState.class)
  void answersAPollAtOnceInAnyStateButAdminDown(BfdState state) {
    BfdSession session = inState(state);
    long deadline = session.nextDeadlineNanos();
    List<BfdEffect> effects = hear(session, Packets.of(state).flags(ControlPacket.POLL));
    if (state == ADMIN_DOWN) {
      assertThat(effects).isEmpty();
    } else {
      assertThat(effects).last().isEqualTo(Send.FINAL);
      assertThat(effects).doesNotContain(Send.PLAIN, Send.POLL);
    }
    if (state == UP) {
      assertThat(session.nextDeadlineNanos()).as("the timer runs on").isEqualTo(deadline);
    }
  }

  @Test
  void speaksNoFasterThanTheNeighbourWants() {
    BfdSession session = inState(UP);
    fireSending(session);
    for (int round = 0; round < 100; round++) {
      long before = now;
      fireSending(session);
      assertThat(now - before).isBetween(300 * MILLI, 400 * MILLI);
    }
  }

  /** Fires until something is sent, with the neighbour never silent. */
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

  @ParameterizedTest
  @CsvSource({"50, 3, 20, 150", "10, 3, 10, 30", "50, 5, 200, 1000", "50, 1, 50, 50"})
  void givesUpAfterTheDetectionTime(int minRx, int theirTimes, int theirTx, int expectedMillis) {
    BfdSession session = inState(UP, BfdFixtures.session(minRx, 50, 3));
    hear(session, Packets.of(UP).multiplier(theirTimes).intervals(theirTx, 50));
    assertThat(session.detectionNanos()).isEqualTo(expectedMillis * MILLI);
    long heard = now;
    List<BfdEffect> effects = List.of();
    while (session.state() == UP) {
      assertThat(now).isLessThan(heard + expectedMillis * MILLI);
      effects = fire(session);
    }
    assertThat(now).isEqualTo(heard + expectedMillis * MILLI);
    assertThat(effects)
        .containsExactly(
            new ChangeState(
                UP, DOWN, BfdReason.DETECTION_TIME_EXPIRED, Diagnostic.DETECTION_TIME_EXPIRED),
            Send.PLAIN);
    ControlPacket packet = said(session);
    assertThat(packet.diagnostic()).isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
    assertThat(packet.yourDiscriminator()).isZero();
    assertThat(packet.desiredMinTxMicros()).isEqualTo(1_000_000);
    assertThat(session.nextDeadlineNanos() - now).isBetween(750 * MILLI, SECOND);
  }

  @Test
  void givesUpInInitToo() {
    BfdSession session = inState(INIT);
    long heard = now;
    while (session.state() == INIT) {
      fire(session);
    }
    assertThat(now).isEqualTo(heard + 150 * MILLI);
    assertThat(session.state()).isEqualTo(DOWN);
  }

  @Test
  void forgetsASilentNeighbourWhileDown() {
    BfdSession session = start(BfdFixtures.session());
    hear(session, Packets.of(ADMIN_DOWN).to(0).intervals(1_000, 0));
    assertThat(session.state()).isEqualTo(DOWN);
    // It wants no packets: nothing is sent, until it is forgotten.
    assertThat(session.nextDeadlineNanos()).isEqualTo(now + 3 * SECOND);
    assertThat(fire(session)).contains(Send.PLAIN);
    assertThat(session.neighbour().discriminator()).isZero();
  }

  @Test
  void saysOnceThatItNeverCameUp() {
    BfdSession session = start(BfdFixtures.session());
    long started = now;
    List<BfdEffect> effects = List.of();
    while (session.reason() == BfdReason.STARTED) {
      effects = fire(session);
    }
    assertThat(now).isEqualTo(started + 3 * SECOND);
    assertThat(effects).contains(new ChangeState(DOWN, DOWN, BfdReason.NEVER_UP, Diagnostic.NONE));
    for (int round = 0; round < 20; round++) {
      assertThat(fire(session)).containsExactly(Send.PLAIN);
    }
    // One that is heard in time has no need to say so.
    BfdSession heard = inState(UP);
    while (heard.state() == UP) {
      fire(heard);
    }
    assertThat(heard.reason()).isEqualTo(BfdReason.DETECTION_TIME_EXPIRED);
  }

  @Test
  void whoNeverHearsUsIsNotUpEither() {
    BfdSession session = start(BfdFixtures.session());
    long started = now;
    List<BfdEffect> effects = List.of();
    for (int round = 0; round < 20 && session.reason() != BfdReason.NEVER_UP; round++) {
      // A neighbour that goes on saying, as slowly as it may, that it is down.
      hear(session, Packets.of(DOWN).to(0).intervals(1_000, 1_000));
      effects = fire(session);
    }
    assertThat(now).isEqualTo(started + 3 * SECOND);
    assertThat(effects).contains(new ChangeState(INIT, INIT, BfdReason.NEVER_UP, Diagnostic.NONE));
    hear(session, Packets.of(INIT));
    assertThat(session.state()).isEqualTo(UP);
  }

  @Test
  void aSessionThatLeavesSaysSoToTheEnd() {
    BfdSession session = start(BfdFixtures.passive());
    hear(session, Packets.of(DOWN).to(0));
    hear(session, Packets.of(INIT));
    session.step(new BfdInput.Disabled(BfdReason.REMOVED), now);
    for (int round = 0; round < 3; round++) {
      assertThat(fire(session)).hasSize(1).allMatch(Send.class::isInstance);
      assertThat(said(session).yourDiscriminator()).isNotZero();
    }
  }

  @Test
  void everyPacketStartsTheDetectionTimeAnew() {
    BfdSession session = inState(UP);
    for (int round = 0; round < 50; round++) {
      hear(session, Packets.of(UP));
      now += 149 * MILLI;
      assertThat(session.step(BfdInput.Timer.FIRED, now))
          .doesNotHaveAnyElementsOfTypes(ChangeState.class);
    }
    assertThat(session.state()).isEqualTo(UP);
  }

  @Test
  void passiveSpeaksOnlyWhenSpokenTo() {
    BfdSession session = start(BfdFixtures.passive());
    assertThat(fire(session))
        .containsExactly(new ChangeState(DOWN, DOWN, BfdReason.NEVER_UP, Diagnostic.NONE));
    assertThat(session.nextDeadlineNanos()).isEqualTo(BfdSession.NEVER);
    assertThat(hear(session, Packets.of(DOWN).to(0))).contains(Send.PLAIN);
    hear(session, Packets.of(INIT));
    assertThat(session.state()).isEqualTo(UP);
    List<BfdEffect> effects = List.of();
    while (session.state() == UP) {
      effects = fire(session);
    }
    assertThat(effects).doesNotContain(Send.PLAIN);
    assertThat(session.nextDeadlineNanos()).isEqualTo(BfdSession.NEVER);
    assertThat(session.step(new BfdInput.Disabled(BfdReason.REMOVED), now))
        .doesNotContain(Send.PLAIN);
  }

  @Test
  void ceasesWhenTheNeighbourDemandsItAndStillAsks() {
    BfdSession session = inState(UP);
    Packets demanding = Packets.of(UP).flags(ControlPacket.DEMAND);
    hear(session, demanding);
    assertThat(session.nextDeadlineNanos()).isEqualTo(now + 150 * MILLI);
    // A change of timers is asked for all the same.
    now += MILLI;
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 40, 3)), now);
    hear(session, demanding);
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.DEMAND | ControlPacket.FINAL));
    assertThat(session.nextDeadlineNanos()).isEqualTo(now + 150 * MILLI);
    // A poll is answered, and the demand ends with the bit.
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
  void speaksNoSlowerBeforeTheNeighbourKnows() {
    BfdSession session = inState(UP);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 500, 3)), now);
    assertThat(said(session).desiredMinTxMicros()).isEqualTo(500_000);
    assertThat(session.sendIntervalNanos()).isEqualTo(50 * MILLI);
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.sendIntervalNanos()).isEqualTo(500 * MILLI);
  }

  @Test
  void speaksFasterAtOnce() {
    BfdSession session = inState(UP);
    hear(session, Packets.of(UP).intervals(50, 10));
    long sent = now;
    fire(session);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 10, 3)), now);
    assertThat(session.sendIntervalNanos()).isEqualTo(10 * MILLI);
    assertThat(session.nextDeadlineNanos()).isBetween(sent, now + 10 * MILLI);
  }

  @Test
  void expectsToHearMoreOftenOnlyOnceTheNeighbourKnows() {
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
  void bearsToHearLessOftenAtOnce() {
    BfdSession session = inState(UP);
    hear(session, Packets.of(UP));
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(400, 50, 3)), now);
    assertThat(session.detectionNanos()).isEqualTo(1_200 * MILLI);
    assertThat(session.isPolling()).isTrue();
  }

  @Test
  void changeDuringAPollIsAskedForAgain() {
    BfdSession session = inState(UP);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 500, 3)), now);
    assertThat(fire(session)).containsExactly(Send.POLL);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 700, 3)), now);
    // This answers the packet before the change.
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).isTrue();
    assertThat(session.sendIntervalNanos()).isEqualTo(50 * MILLI);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).as("nothing has been asked since").isTrue();
    assertThat(fire(session)).containsExactly(Send.POLL);
    hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
    assertThat(session.isPolling()).isFalse();
    assertThat(session.sendIntervalNanos()).isEqualTo(700 * MILLI);
  }

  @Test
  void sameTimersAskNothing() {
    BfdSession session = inState(UP);
    session.step(new BfdInput.Reconfigured(BfdFixtures.session(50, 50, 7)), now);
    assertThat(session.isPolling()).isFalse();
    assertThat(said(session).multiplier()).isEqualTo(7);
  }

  @Test
  void restartOfTheNeighbourTakesTheSessionDownAndUp() {
    BfdSession session = inState(UP);
    ByteBuffer restarted = Packets.of(DOWN).to(0).bytes().putInt(4, 99);
    session.step(new ControlPacket(restarted), now);
    assertThat(session.state()).isEqualTo(DOWN);
    assertThat(said(session).yourDiscriminator()).isEqualTo(99);
    session.step(new ControlPacket(restarted), now);
    assertThat(session.state()).isEqualTo(INIT);
  }

  @Test
  void saysSlowlyThatItWasTakenDown() {
    BfdSession session = inState(UP);
    assertThat(session.step(new BfdInput.Disabled(BfdReason.REMOVED), now))
        .containsExactly(
            new ChangeState(UP, ADMIN_DOWN, BfdReason.REMOVED, Diagnostic.ADMINISTRATIVELY_DOWN),
            Send.PLAIN);
    ControlPacket packet = said(session);
    assertThat(packet.state()).isEqualTo(ADMIN_DOWN);
    assertThat(packet.diagnostic()).isEqualTo(Diagnostic.ADMINISTRATIVELY_DOWN);
    assertThat(packet.yourDiscriminator()).isEqualTo(Packets.THEIRS);
    assertThat(session.sendIntervalNanos()).isEqualTo(SECOND);
    assertThat(session.step(new BfdInput.Disabled(BfdReason.SHUTDOWN), now)).isEmpty();
  }

  @Test
  void keepsTheDiagnosticOfTheLastFailureWhenUpAgain() {
    BfdSession session = inState(UP);
    while (session.state() == UP) {
      fire(session);
    }
    hear(session, Packets.of(DOWN).to(0));
    hear(session, Packets.of(UP));
    assertThat(session.state()).isEqualTo(UP);
    assertThat(said(session).diagnostic()).isEqualTo(Diagnostic.DETECTION_TIME_EXPIRED);
  }
}
