package org.hactl.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.captured;
import static org.hactl.vrrp.wire.Fixtures.decode;
import static org.hactl.vrrp.wire.Fixtures.router;
import static org.hactl.vrrp.wire.Rejections.KEEPALIVED;
import static org.hactl.vrrp.wire.Rejections.VRRP;
import static org.hactl.vrrp.wire.Rejections.reasonFor;
import static org.hactl.vrrp.wire.Rejections.unicastAh;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason why the decoder rejects a packet. */
class RejectedAdvertisementTest {
  static Stream<Arguments> rejected() {
    return Stream.of(
        damaged(RejectReason.TOO_SHORT, "v2-pass.hex", Fixtures.v2(), p -> p[3] = 30),
        damaged(RejectReason.TOO_SHORT, "v2-pass.hex", Fixtures.v2(), p -> p[3] = 41),
        damaged(RejectReason.TOO_SHORT, "v2-pass.hex", Fixtures.v2(), p -> p[0] = 0x44),
        damaged(RejectReason.TOO_SHORT, "v2-pass.hex", Fixtures.v2(), p -> p[0] = 0x4f),
        damaged(RejectReason.TOO_SHORT, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 3] = 2),
        damaged(RejectReason.TOO_SHORT, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 3] = -1),
        damaged(RejectReason.WRONG_LENGTH, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 3] = 0),
        damaged(RejectReason.NOT_VRRP, "v2-pass.hex", Fixtures.v2(), p -> p[9] = 17),
        damaged(RejectReason.NOT_VRRP, "v2-pass.hex", Fixtures.v2(), p -> p[0] = (byte) 0x85),
        damaged(RejectReason.UNKNOWN_VRID, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 1] = 52),
        damaged(RejectReason.OWN_ADDRESS, "v2-pass.hex", Fixtures.v2(), p -> p[15] = 2),
        damaged(RejectReason.TTL, "v2-pass.hex", Fixtures.v2(), p -> p[8] = (byte) 254),
        damaged(RejectReason.VERSION, "v2-pass.hex", Fixtures.v3(), p -> {}),
        damaged(RejectReason.VERSION, "v3.hex", Fixtures.v2(), p -> {}),
        damaged(RejectReason.VERSION, "v3.hex", Fixtures.v3(), p -> p[VRRP] = (byte) 0xf1),
        damaged(RejectReason.AUTH_TYPE, "v2-pass.hex", noAuthentication(), p -> {}),
        damaged(RejectReason.AUTH_TYPE, "v2-three-addresses.hex", Fixtures.v2(), p -> {}),
        damaged(RejectReason.PASSWORD, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 12] = 50),
        damaged(RejectReason.PASSWORD, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 19] = 1),
        damaged(RejectReason.INTERVAL, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 5] = 2),
        damaged(RejectReason.INTERVAL, "v3.hex", Fixtures.v3(), p -> p[VRRP + 5] = 0),
        damaged(RejectReason.TYPE, "v3.hex", Fixtures.v3(), p -> p[VRRP] = 0x32),
        damaged(RejectReason.CHECKSUM, "v2-pass.hex", Fixtures.v2(), p -> p[VRRP + 2] = 101),
        damaged(RejectReason.CHECKSUM, "v3.hex", Fixtures.v3(), p -> p[VRRP + 2] = 101),
        damaged(RejectReason.DESTINATION, "v2-pass.hex", Fixtures.v2(), p -> p[19] = 19),
        damaged(RejectReason.NOT_VRRP, "v3-ipv6.hex", Fixtures.v3(), p -> {}),
        damaged(RejectReason.NOT_VRRP, "v3-ipv6.hex", Fixtures.ipv6(), p -> p[6] = 58),
        damaged(RejectReason.TOO_SHORT, "v3-ipv6.hex", Fixtures.ipv6(), p -> p[5] = 41),
        damaged(RejectReason.TTL, "v3-ipv6.hex", Fixtures.ipv6(), p -> p[7] = 64),
        damaged(RejectReason.CHECKSUM, "v3-ipv6.hex", Fixtures.ipv6(), p -> p[23] = 9),
        damaged(RejectReason.CHECKSUM, "v3-ipv6.hex", Fixtures.ipv6(), p -> p[42] = 9),
        damaged(RejectReason.DESTINATION, "v3-unicast.hex", Fixtures.v3(), p -> {}),
        damaged(RejectReason.DESTINATION, "v3.hex", Fixtures.unicast(), p -> {}),
        damaged(RejectReason.AUTH_TYPE, "v2-ah.hex", Fixtures.v2(), p -> {}),
        damaged(RejectReason.VERSION, "v2-ah.hex", Fixtures.v3(), p -> {}),
        damaged(RejectReason.AUTH_TYPE, "v2-pass.hex", Fixtures.ah(), p -> {}),
        damaged(RejectReason.NOT_VRRP, "v2-ah.hex", Fixtures.ah(), p -> p[21] = 5),
        damaged(RejectReason.DIGEST, "v2-ah-unicast.hex", unicastAh("abd"), p -> {}),
        damaged(RejectReason.DIGEST, "v2-ah.hex", Fixtures.ah(), p -> p[27] = 9),
        damaged(RejectReason.DIGEST, "v2-ah.hex", Fixtures.ah(), p -> p[31] = 9),
        damaged(RejectReason.DIGEST, "v2-ah.hex", Fixtures.ah(), p -> p[43] ^= 1),
        damaged(RejectReason.DIGEST, "v2-ah.hex", Fixtures.ah(), p -> p[46] = 101));
  }

  private static RouterConfig noAuthentication() {
    return router(VrrpVersion.V2, 100, Duration.ofSeconds(1), Authentication.none(), "192.0.2.254");
  }

  private static Arguments damaged(
      RejectReason reason, String capture, RouterConfig config, Consumer<byte[]> damage) {
    byte[] packet = captured(capture);
    damage.accept(packet);
    return Arguments.of(reason, config, packet);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void rejectsByReason(RejectReason reason, RouterConfig config, byte[] packet) {
    assertThat(reasonFor(config, packet)).isEqualTo(reason);
  }

  @Test
  void namesTheSenderOfARejectedPacket() {
    byte[] packet = captured("v2-pass.hex");
    packet[8] = 1;
    assertThat(decode(Fixtures.v2(), packet))
        .isEqualTo(new Rejected(RejectReason.TTL, KEEPALIVED, 100));
    assertThat(decode(Fixtures.v2(), new byte[7]))
        .isEqualTo(new Rejected(RejectReason.TOO_SHORT, null, 0));
  }

  @Test
  void rejectsEveryTruncation() {
    byte[] packet = captured("v2-pass.hex");
    for (int length = 0; length < packet.length; length++) {
      assertThat(reasonFor(Fixtures.v2(), Arrays.copyOf(packet, length)))
          .as("%d bytes", length)
          .isEqualTo(RejectReason.TOO_SHORT);
    }
  }

  @Test
  void rejectsEveryFlippedBitOfTheMessage() {
    for (String capture : new String[] {"v2-pass.hex", "v3.hex"}) {
      RouterConfig config = capture.startsWith("v2") ? Fixtures.v2() : Fixtures.v3();
      byte[] packet = captured(capture);
      for (int bit = VRRP * 8; bit < packet.length * 8; bit++) {
        packet[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(decode(config, packet)).as("bit %d", bit).isInstanceOf(Rejected.class);
        packet[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }
}
