package org.hactl.bfd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlPacketTest {
  @Test
  void writesTheFieldsWhereTheRfcHasThem() {
    ByteBuffer packet = ByteBuffer.allocate(30);
    ControlPacket.write(
        packet,
        BfdState.UP,
        Diagnostic.NEIGHBOUR_SIGNALLED_DOWN,
        ControlPacket.POLL,
        5,
        0x01020304,
        0x05060708,
        10_000,
        4_000_000_000L);
    // Version 1, diagnostic 3; state 3, Poll; multiplier; length; discriminators; intervals; no
    // echo.
    assertThat(hex(packet)).isEqualTo("23e005180102030405060708" + "00002710ee6b280000000000");
  }

  @Test
  void readsWhatItWrites() {
    Random random = new Random(5880);
    for (int round = 0; round < 10_000; round++) {
      ByteBuffer bytes = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
      BfdState state = BfdState.of(random.nextInt(4));
      Diagnostic diagnostic = Diagnostic.of(random.nextInt(9));
      int flags = random.nextInt(2) * ControlPacket.POLL | random.nextInt(2) * ControlPacket.FINAL;
      int multiplier = random.nextInt(256);
      int mine = random.nextInt();
      int yours = random.nextInt();
      long tx = Integer.toUnsignedLong(random.nextInt());
      long rx = Integer.toUnsignedLong(random.nextInt());
      ControlPacket.write(bytes, state, diagnostic, flags, multiplier, mine, yours, tx, rx);
      ControlPacket packet = new ControlPacket(bytes);
      assertThat(packet.state()).isEqualTo(state);
      assertThat(packet.diagnostic()).isEqualTo(diagnostic);
      assertThat(packet.isPoll()).isEqualTo((flags & ControlPacket.POLL) != 0);
      assertThat(packet.isFinal()).isEqualTo((flags & ControlPacket.FINAL) != 0);
      assertThat(packet.isDemand()).isFalse();
      assertThat(packet.isAuthenticated()).isFalse();
      assertThat(packet.multiplier()).isEqualTo(multiplier);
      assertThat(packet.myDiscriminator()).isEqualTo(mine);
      assertThat(packet.yourDiscriminator()).isEqualTo(yours);
      assertThat(packet.desiredMinTxMicros()).isEqualTo(tx);
      assertThat(packet.requiredMinRxMicros()).isEqualTo(rx);
    }
  }

  @Test
  void unknownDiagnosticCodesAreOther() {
    assertThat(IntStream.range(9, 32).mapToObj(Diagnostic::of)).containsOnly(Diagnostic.OTHER);
    assertThat(Diagnostic.of(7)).isEqualTo(Diagnostic.ADMINISTRATIVELY_DOWN);
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        problem(BfdRejectReason.TOO_SHORT, bytes -> bytes.limit(23)),
        problem(BfdRejectReason.TOO_SHORT, bytes -> bytes.limit(0)),
        problem(BfdRejectReason.VERSION, bytes -> bytes.put(0, (byte) 0x00)),
        problem(BfdRejectReason.VERSION, bytes -> bytes.put(0, (byte) 0x40)),
        problem(BfdRejectReason.LENGTH, bytes -> bytes.put(3, (byte) 23)),
        problem(BfdRejectReason.LENGTH, bytes -> bytes.put(3, (byte) 25)),
        problem(BfdRejectReason.LENGTH, bytes -> bytes.put(3, (byte) 255)),
        problem(BfdRejectReason.LENGTH, bytes -> flag(bytes, ControlPacket.AUTHENTICATION)),
        problem(BfdRejectReason.MULTIPLIER, bytes -> bytes.put(2, (byte) 0)),
        problem(BfdRejectReason.MULTIPOINT, bytes -> flag(bytes, ControlPacket.MULTIPOINT)),
        problem(BfdRejectReason.NO_DISCRIMINATOR, bytes -> bytes.putInt(4, 0)),
        problem(BfdRejectReason.STATE, bytes -> bytes.putInt(8, 0)));
  }

  private static Arguments problem(BfdRejectReason reason, Consumer<ByteBuffer> damage) {
    return Arguments.of(reason, damage);
  }

  private static void flag(ByteBuffer bytes, int flag) {
    bytes.put(1, (byte) (bytes.get(1) | flag));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void saysWhatIsWrong(BfdRejectReason reason, Consumer<ByteBuffer> damage) {
    ByteBuffer bytes = Packets.of(BfdState.UP).bytes();
    assertThat(new ControlPacket(bytes).problem()).isNull();
    damage.accept(bytes);
    assertThat(new ControlPacket(bytes).problem()).isEqualTo(reason);
  }

  @Test
  void checksInTheOrderOfTheRfc() {
    ByteBuffer bytes = ByteBuffer.allocate(24);
    ControlPacket packet = new ControlPacket(bytes);
    assertThat(packet.problem()).isEqualTo(BfdRejectReason.VERSION);
    bytes.put(0, (byte) 0x20);
    assertThat(packet.problem()).isEqualTo(BfdRejectReason.LENGTH);
    bytes.put(1, (byte) (BfdState.UP.ordinal() << 6 | ControlPacket.MULTIPOINT));
    bytes.put(3, (byte) 24);
    assertThat(packet.problem()).isEqualTo(BfdRejectReason.MULTIPLIER);
    bytes.put(2, (byte) 1);
    assertThat(packet.problem()).isEqualTo(BfdRejectReason.MULTIPOINT);
    bytes.put(1, (byte) (BfdState.UP.ordinal() << 6));
    assertThat(packet.problem()).isEqualTo(BfdRejectReason.NO_DISCRIMINATOR);
    bytes.putInt(4, 1);
    assertThat(packet.problem()).isEqualTo(BfdRejectReason.STATE);
  }

  @Test
  void takesAPacketWithoutYourDiscriminatorOnlyWhileItsSenderIsDown() {
    assertThat(Packets.of(BfdState.DOWN).to(0).packet().problem()).isNull();
    assertThat(Packets.of(BfdState.ADMIN_DOWN).to(0).packet().problem()).isNull();
    assertThat(Packets.of(BfdState.INIT).to(0).packet().problem()).isEqualTo(BfdRejectReason.STATE);
    assertThat(Packets.of(BfdState.UP).to(0).packet().problem()).isEqualTo(BfdRejectReason.STATE);
  }

  @Test
  void readsPastAnAuthenticationSection() {
    ByteBuffer bytes = ByteBuffer.allocate(28).put(Packets.of(BfdState.UP).bytes());
    bytes.clear().put(3, (byte) 28);
    flag(bytes, ControlPacket.AUTHENTICATION);
    ControlPacket packet = new ControlPacket(bytes);
    assertThat(packet.problem()).isNull();
    assertThat(packet.isAuthenticated()).isTrue();
  }

  @Test
  void neverFailsOnAnyBytes() {
    Random random = new Random(5881);
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 3 && random.nextBoolean()) {
        bytes[0] = (byte) (0x20 | bytes[0] & 0x1f);
        bytes[3] = (byte) bytes.length;
      }
      ControlPacket packet = new ControlPacket(ByteBuffer.wrap(bytes));
      if (packet.problem() == null) {
        assertThat(packet.multiplier()).isPositive();
        assertThat(packet.myDiscriminator()).isNotZero();
        assertThat(packet.desiredMinTxMicros()).isNotNegative();
      }
    }
  }

  private static String hex(ByteBuffer packet) {
    return HexFormat.of().formatHex(packet.array(), 0, packet.limit());
  }
}
