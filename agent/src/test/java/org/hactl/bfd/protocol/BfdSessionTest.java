package org.hactl.bfd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.bfd.model.BfdState.ADMIN_DOWN;
import static org.hactl.bfd.model.BfdState.DOWN;
import static org.hactl.bfd.model.BfdState.INIT;
import static org.hactl.bfd.model.BfdState.UP;

import java.nio.ByteBuffer;
import java.util.List;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.protocol.BfdEffect.ChangeState;
import org.hactl.bfd.protocol.BfdEffect.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a session changes its state, and what it says of that. */
class BfdSessionTest extends TestSession {
  // RFC 5880 section 6.8.6: our state, the state heard, our new state, the reason
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
  void sendsTheFirstPacketAtOnceWithStateDownAndSlowTimers() {
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
    // The neighbour wants no packets, so we send none until we forget it.
    assertThat(session.nextDeadlineNanos()).isEqualTo(now + 3 * SECOND);
    assertThat(fire(session)).contains(Send.PLAIN);
    assertThat(session.neighbour().discriminator()).isZero();
  }

  @Test
  void reportsOnceThatItNeverCameUp() {
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
    // A session that was up in time does not report it.
    BfdSession heard = inState(UP);
    while (heard.state() == UP) {
      fire(heard);
    }
    assertThat(heard.reason()).isEqualTo(BfdReason.DETECTION_TIME_EXPIRED);
  }

  @Test
  void neighbourThatNeverHearsUsIsReportedAsNeverUp() {
    BfdSession session = start(BfdFixtures.session());
    long started = now;
    List<BfdEffect> effects = List.of();
    for (int round = 0; round < 20 && session.reason() != BfdReason.NEVER_UP; round++) {
      // The neighbour stays down, and sends as slowly as it may.
      hear(session, Packets.of(DOWN).to(0).intervals(1_000, 1_000));
      effects = fire(session);
    }
    assertThat(now).isEqualTo(started + 3 * SECOND);
    assertThat(effects).contains(new ChangeState(INIT, INIT, BfdReason.NEVER_UP, Diagnostic.NONE));
    hear(session, Packets.of(INIT));
    assertThat(session.state()).isEqualTo(UP);
  }

  @Test
  void aClosingSessionSendsAdminDownUntilItsEnd() {
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
  void everyPacketRestartsTheDetectionTime() {
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
  void passiveSessionSendsOnlyWhenItHearsTheNeighbour() {
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
  void aSessionTakenDownSendsAdminDownSlowly() {
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
