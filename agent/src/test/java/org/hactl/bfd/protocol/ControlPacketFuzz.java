package org.hactl.bfd.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a neighbour sends, one packet after the other, a session goes on. */
class ControlPacketFuzz {
  private static final int OURS = 7;
  private static final long PAUSE_NANOS = 3_000_000;
  private static final BfdConfig CONFIG = BfdFixtures.session(10, 10, 3);

  static Stream<byte[]> conversations() {
    return Stream.of(conversation(BfdState.DOWN, BfdState.INIT, BfdState.UP, BfdState.ADMIN_DOWN));
  }

  private static byte[] conversation(BfdState... states) {
    ByteBuffer all = ByteBuffer.allocate(states.length * ControlPacket.LENGTH_BYTES);
    ByteBuffer packet = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
    for (BfdState state : states) {
      ControlPacket.write(packet, state, Diagnostic.NONE, 0, 3, 9, OURS, 10_000, 10_000);
      all.put(Arrays.copyOf(packet.array(), packet.limit()));
    }
    return all.array();
  }

  @MethodSource("conversations")
  @FuzzTest
  void conversations(byte[] conversation) {
    long now = 0;
    BfdSession session = new BfdSession(CONFIG, OURS, new SplittableRandom(1), now);
    for (int at = 0; at < conversation.length; at += ControlPacket.LENGTH_BYTES) {
      int end = Math.min(conversation.length, at + ControlPacket.LENGTH_BYTES);
      ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOfRange(conversation, at, end));
      ControlPacket packet = new ControlPacket(bytes);
      now += PAUSE_NANOS;
      if (packet.problem() == null) {
        session.step(packet, now);
      }
      if (session.nextDeadlineNanos() <= now) {
        session.step(BfdInput.Timer.FIRED, now);
      }
      if (session.nextDeadlineNanos() <= now - Duration.ofSeconds(10).toNanos()) {
        throw new AssertionError("a deadline stays behind: " + session.nextDeadlineNanos());
      }
    }
  }
}
