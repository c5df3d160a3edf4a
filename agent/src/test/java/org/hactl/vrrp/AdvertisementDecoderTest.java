package org.hactl.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.Fixtures.address;
import static org.hactl.vrrp.Fixtures.captured;
import static org.hactl.vrrp.Fixtures.decode;
import static org.hactl.vrrp.Fixtures.encode;
import static org.hactl.vrrp.Fixtures.router;
import static org.hactl.vrrp.Fixtures.withAddresses;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdvertisementDecoderTest {
  private static final long SECOND = 1_000_000_000L;
  private static final InetAddress KEEPALIVED = address("192.0.2.1");

  /** Where the VRRP message starts in the captures. */
  private static final int VRRP = 20;

  @Test
  void takesWhatKeepalivedSends() {
    assertThat(decode(Fixtures.v2(), captured("v2-pass.hex")))
        .isEqualTo(new Advertisement(100, SECOND, KEEPALIVED, true));
    assertThat(decode(Fixtures.v2(), captured("v2-pass-priority-zero.hex")))
        .isEqualTo(new Advertisement(0, SECOND, KEEPALIVED, true));
    assertThat(decode(Fixtures.v3(), captured("v3.hex")))
        .isEqualTo(new Advertisement(100, SECOND, KEEPALIVED, true));
    assertThat(decode(Fixtures.v3(), captured("v3-three-addresses.hex")))
        .isEqualTo(new Advertisement(200, SECOND / 4, KEEPALIVED, false));
  }

  @Test
  void comparesAddressesWithoutTheirOrder() {
    RouterConfig reversed = withAddresses(Fixtures.v3(), "10.1.2.3", "192.0.2.253", "192.0.2.254");
    RouterConfig other = withAddresses(Fixtures.v3(), "10.1.2.3", "192.0.2.253", "192.0.2.253");
    assertThat(decode(reversed, captured("v3-three-addresses.hex")))
        .isEqualTo(new Advertisement(200, SECOND / 4, KEEPALIVED, true));
    assertThat(decode(other, captured("v3-three-addresses.hex")))
        .isEqualTo(new Advertisement(200, SECOND / 4, KEEPALIVED, false));
  }

  @Test
  void takesVersion3WithoutThePseudoHeader() {
    byte[] packet = captured("v3.hex");
    packet[VRRP + 6] = 0;
    packet[VRRP + 7] = 0;
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    buffer.putShort(
        VRRP + 6,
        (short) InternetChecksum.fold(InternetChecksum.sum(0, buffer, VRRP, packet.length)));
    assertThat(decode(Fixtures.v3(), packet)).isInstanceOf(Advertisement.class);
  }

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
        damaged(RejectReason.DESTINATION, "v2-pass.hex", Fixtures.v2(), p -> p[19] = 19));
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
  void tellsWhoSentWhatItRejects() {
    byte[] packet = captured("v2-pass.hex");
    packet[8] = 1;
    assertThat(decode(Fixtures.v2(), packet))
        .isEqualTo(new Rejected(RejectReason.TTL, KEEPALIVED, 100));
    assertThat(decode(Fixtures.v2(), new byte[7]))
        .isEqualTo(new Rejected(RejectReason.TOO_SHORT, null, 0));
  }

  private static RejectReason reasonFor(RouterConfig config, byte[] packet) {
    assertThat(decode(config, packet)).isInstanceOf(Rejected.class);
    return ((Rejected) decode(config, packet)).reason();
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

  @Test
  void ignoresWhatFollowsThePacket() {
    byte[] padded = Arrays.copyOf(captured("v3.hex"), 46);
    assertThat(decode(Fixtures.v3(), padded)).isInstanceOf(Advertisement.class);
  }

  @Test
  void takesEveryIntervalOfVersion3() {
    for (int centiseconds = 1; centiseconds <= 4095; centiseconds++) {
      Duration interval = Duration.ofMillis(centiseconds * 10L);
      RouterConfig config =
          router(VrrpVersion.V3, 1, interval, Authentication.none(), "192.0.2.254");
      assertThat(decode(config, encode(config, "192.0.2.1", 1, 7)))
          .isEqualTo(new Advertisement(1, interval.toNanos(), KEEPALIVED, true));
    }
  }
}
