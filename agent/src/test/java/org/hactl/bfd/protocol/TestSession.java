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
import org.hactl.bfd.protocol.BfdEffect.Send;

/** Brings a session to a state, and hears, fires and reads for it at a time that the test sets. */
abstract class TestSession {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  long now = 7 * SECOND;

  BfdSession start(BfdConfig config) {
    return new BfdSession(config, Packets.OURS, new SplittableRandom(1), now);
  }

  List<BfdEffect> hear(BfdSession session, Packets packet) {
    return session.step(packet.packet(), now);
  }

  List<BfdEffect> fire(BfdSession session) {
    now = session.nextDeadlineNanos();
    return session.step(BfdInput.Timer.FIRED, now);
  }

  /** What the session would say now. */
  static ControlPacket said(BfdSession session) {
    ByteBuffer bytes = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
    session.write(Send.PLAIN, bytes);
    return new ControlPacket(bytes);
  }

  BfdSession inState(BfdState state) {
    return inState(state, BfdFixtures.session());
  }

  /** Brings one to that state; its Poll Sequence, if it began one, is over. */
  BfdSession inState(BfdState state, BfdConfig config) {
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

  void answerPolls(BfdSession session) {
    while (session.isPolling()) {
      if (fire(session).contains(Send.POLL)) {
        hear(session, Packets.of(UP).flags(ControlPacket.FINAL));
      }
    }
  }
}
