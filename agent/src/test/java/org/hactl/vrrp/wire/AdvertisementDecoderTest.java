package org.hactl.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.captured;
import static org.hactl.vrrp.wire.Fixtures.decode;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.router;
import static org.hactl.vrrp.wire.Fixtures.withAddresses;
import static org.hactl.vrrp.wire.Rejections.KEEPALIVED;
import static org.hactl.vrrp.wire.Rejections.VRRP;
import static org.hactl.vrrp.wire.Rejections.reasonFor;
import static org.hactl.vrrp.wire.Rejections.unicastAh;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Test;

/** Which packets the decoder accepts, and from which senders. */
class AdvertisementDecoderTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void acceptsPacketsOfKeepalived() {
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
  void acceptsPacketsOfKeepalivedOverIpv6InUnicastAndWithAh() {
    InetAddress linkLocal = address("fe80::ff:fe00:1");
    assertThat(decode(Fixtures.ipv6(), captured("v3-ipv6.hex")))
        .isEqualTo(new Advertisement(100, SECOND / 5, linkLocal, true));
    RouterConfig version2 =
        router(
            VrrpVersion.V2,
            Duration.ofSeconds(1),
            Authentication.none(),
            Transport.MULTICAST,
            "fe80::51");
    assertThat(decode(version2, captured("v2-ipv6.hex")))
        .isEqualTo(new Advertisement(100, SECOND, linkLocal, true));
    assertThat(decode(Fixtures.unicast(), captured("v3-unicast.hex")))
        .isEqualTo(new Advertisement(100, SECOND / 5, KEEPALIVED, true));
    assertThat(decode(Fixtures.ah(), captured("v2-ah.hex")))
        .isEqualTo(new Advertisement(100, SECOND, KEEPALIVED, true));
    assertThat(decode(unicastAh("abc"), captured("v2-ah-unicast.hex")))
        .isEqualTo(new Advertisement(100, SECOND, KEEPALIVED, true));
  }

  @Test
  void refusesReplayedAuthenticatedPackets() {
    AdvertisementDecoder decoder =
        new AdvertisementDecoder(Fixtures.ah(), address("192.0.2.2"), new AhSequence());
    assertThat(decoder.decode(ah(7))).isInstanceOf(Advertisement.class);
    assertThat(decoder.decode(ah(7))).isEqualTo(new Rejected(RejectReason.REPLAY, KEEPALIVED, 100));
    assertThat(decoder.decode(ah(6))).isEqualTo(new Rejected(RejectReason.REPLAY, KEEPALIVED, 100));
    assertThat(decoder.decode(ah(8))).isInstanceOf(Advertisement.class);
  }

  private static ByteBuffer ah(int sequence) {
    return ByteBuffer.wrap(Fixtures.encode(Fixtures.ah(), KEEPALIVED, 100, 1, sequence));
  }

  @Test
  void theNextNumberFollowsTheNumberHeardAndTheClock() {
    AhSequence sequence = new AhSequence();
    long epochMillis = 1_577_836_800_000L;
    assertThat(sequence.next(epochMillis + 1_000)).isEqualTo(4);
    assertThat(sequence.next(epochMillis + 1_000)).isEqualTo(5);
    assertThat(sequence.accept(100)).isTrue();
    assertThat(sequence.next(epochMillis + 1_250)).isEqualTo(101);
    assertThat(sequence.next(epochMillis + 60_000)).isEqualTo(240);
    assertThat(sequence.accept(-1)).isTrue();
    assertThat(sequence.accept(1)).isFalse();
  }

  /** Two equal backups take over at once; if neither heard the other, both would stay master. */
  @Test
  void twoRoutersThatSendTheSameNumberAtOnceHearEachOtherOnce() {
    AhSequence sequence = new AhSequence();
    sequence.accept(100);
    assertThat(sequence.next(0)).isEqualTo(101);
    assertThat(sequence.accept(101)).isTrue();
    assertThat(sequence.accept(101)).isFalse();
    assertThat(sequence.next(0)).isEqualTo(102);
    assertThat(sequence.accept(101)).isFalse();
  }

  @Test
  void acceptsOnlyPeersWithinTheirHops() {
    byte[] packet = captured("v3-unicast.hex");
    RouterConfig near = Fixtures.unicast();
    Transport far =
        new Transport(List.of(new Transport.Peer(KEEPALIVED, 60, 70)), null, null, 64, true, null);
    assertThat(reasonFor(near.with(far), packet)).isEqualTo(RejectReason.TTL);
    packet[8] = 64;
    assertThat(decode(near.with(far), packet)).isInstanceOf(Advertisement.class);
    assertThat(reasonFor(near, packet)).isEqualTo(RejectReason.TTL);
    RouterConfig other = near.with(Fixtures.unicastTo("192.0.2.77"));
    assertThat(reasonFor(other, packet)).isEqualTo(RejectReason.SOURCE);
    Transport unchecked = new Transport(other.transport().peers(), null, null, 255, false, null);
    assertThat(decode(near.with(unchecked), packet)).isInstanceOf(Advertisement.class);
  }

  @Test
  void acceptsOnlyItsOwnMulticastGroup() {
    Transport group = new Transport(List.of(), address("239.1.2.3"), null, 255, true, null);
    RouterConfig config = Fixtures.v3().with(group);
    byte[] packet = encode(config, "192.0.2.1", 100, 1);
    assertThat(decode(config, packet)).isInstanceOf(Advertisement.class);
    assertThat(reasonFor(Fixtures.v3(), packet)).isEqualTo(RejectReason.DESTINATION);
    assertThat(reasonFor(config, captured("v3.hex"))).isEqualTo(RejectReason.DESTINATION);
  }

  @Test
  void dropsOtherAddressListsIfTheOptionSaysSo() {
    ProtocolOptions conduct =
        ProtocolOptions.DEFAULT.toBuilder()
            .checksum(Checksum.PLAIN)
            .addressMismatch(AddressMismatch.DISCARD)
            .build();
    RouterConfig config = withAddresses(Fixtures.v3(), "192.0.2.253").with(conduct);
    assertThat(reasonFor(config, captured("v3.hex"))).isEqualTo(RejectReason.ADDRESS_LIST);
    // The same options leave the pseudo-header out of the checksum, which is accepted as well.
    byte[] packet = encode(config, "192.0.2.1", 100, 1);
    assertThat(decode(config, packet)).isInstanceOf(Advertisement.class);
    assertThat(packet)
        .isNotEqualTo(encode(config.with(ProtocolOptions.DEFAULT), "192.0.2.1", 100, 1));
  }

  @Test
  void comparesAddressListsInAnyOrder() {
    RouterConfig reversed = withAddresses(Fixtures.v3(), "10.1.2.3", "192.0.2.253", "192.0.2.254");
    RouterConfig other = withAddresses(Fixtures.v3(), "10.1.2.3", "192.0.2.253", "192.0.2.253");
    assertThat(decode(reversed, captured("v3-three-addresses.hex")))
        .isEqualTo(new Advertisement(200, SECOND / 4, KEEPALIVED, true));
    assertThat(decode(other, captured("v3-three-addresses.hex")))
        .isEqualTo(new Advertisement(200, SECOND / 4, KEEPALIVED, false));
  }

  @Test
  void acceptsVersion3WithoutThePseudoHeader() {
    byte[] packet = captured("v3.hex");
    packet[VRRP + 6] = 0;
    packet[VRRP + 7] = 0;
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    buffer.putShort(
        VRRP + 6,
        (short) InternetChecksum.fold(InternetChecksum.sum(0, buffer, VRRP, packet.length)));
    assertThat(decode(Fixtures.v3(), packet)).isInstanceOf(Advertisement.class);
  }

  @Test
  void ignoresWhatFollowsThePacket() {
    byte[] padded = Arrays.copyOf(captured("v3.hex"), 46);
    assertThat(decode(Fixtures.v3(), padded)).isInstanceOf(Advertisement.class);
  }

  @Test
  void acceptsEveryIntervalOfVersion3() {
    for (int centiseconds = 1; centiseconds <= 4095; centiseconds++) {
      Duration interval = Duration.ofMillis(centiseconds * 10L);
      RouterConfig config =
          router(VrrpVersion.V3, 1, interval, Authentication.none(), "192.0.2.254");
      assertThat(decode(config, encode(config, "192.0.2.1", 1, 7)))
          .isEqualTo(new Advertisement(1, interval.toNanos(), KEEPALIVED, true));
    }
  }
}
