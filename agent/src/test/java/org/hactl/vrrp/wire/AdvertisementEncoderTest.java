package org.hactl.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.captured;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.router;
import static org.hactl.vrrp.wire.Fixtures.unicastTo;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.hactl.linux.net.MacAddress;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Test;

/** Our packets equal those of a keepalived with the same configuration, byte for byte. */
class AdvertisementEncoderTest {
  private static final String LINK_LOCAL = "fe80::ff:fe00:1";
  private static final String[] THREE = {"192.0.2.254", "192.0.2.253", "10.1.2.3"};

  @Test
  void version2WithPassword() {
    assertThat(encode(Fixtures.v2(), "192.0.2.1", 100, 1)).isEqualTo(captured("v2-pass.hex"));
    assertThat(encode(Fixtures.v2(), "192.0.2.1", 0, 4))
        .isEqualTo(captured("v2-pass-priority-zero.hex"));
  }

  @Test
  void version2WithoutAuthentication() {
    RouterConfig config =
        router(VrrpVersion.V2, 90, Duration.ofSeconds(2), Authentication.none(), THREE);
    assertThat(encode(config, "192.0.2.1", 90, 1)).isEqualTo(captured("v2-three-addresses.hex"));
  }

  @Test
  void version3() {
    assertThat(encode(Fixtures.v3(), "192.0.2.1", 100, 1)).isEqualTo(captured("v3.hex"));
    assertThat(encode(Fixtures.v3(), "192.0.2.1", 0, 4))
        .isEqualTo(captured("v3-priority-zero.hex"));
    RouterConfig config =
        router(VrrpVersion.V3, 200, Duration.ofMillis(250), Authentication.none(), THREE);
    assertThat(encode(config, "192.0.2.1", 200, 2)).isEqualTo(captured("v3-three-addresses.hex"));
  }

  @Test
  void ipv6() {
    assertThat(withoutFlowLabel(encode(Fixtures.ipv6(), LINK_LOCAL, 100, 1)))
        .isEqualTo(withoutFlowLabel(captured("v3-ipv6.hex")));
    RouterConfig version2 =
        router(
            VrrpVersion.V2,
            Duration.ofSeconds(1),
            Authentication.none(),
            Transport.MULTICAST,
            "fe80::51");
    assertThat(withoutFlowLabel(encode(version2, LINK_LOCAL, 100, 1)))
        .isEqualTo(withoutFlowLabel(captured("v2-ipv6.hex")));
  }

  /** The kernel of the captured host filled in the flow label. */
  private static byte[] withoutFlowLabel(byte[] packet) {
    packet[1] &= (byte) 0xf0;
    packet[2] = 0;
    packet[3] = 0;
    return packet;
  }

  @Test
  void unicast() {
    RouterConfig config = Fixtures.unicast().with(unicastTo("192.0.2.2", "192.0.2.3"));
    assertThat(encode(config, "192.0.2.1", 100, 1)).isEqualTo(captured("v3-unicast.hex"));
    AdvertisementEncoder encoder = new AdvertisementEncoder(config, address("192.0.2.1"));
    assertThat(encoder.destinations()).containsExactly(address("192.0.2.2"), address("192.0.2.3"));
    // Over IPv6 keepalived leaves the hop limit of unicast to the kernel.
    RouterConfig ipv6 =
        Fixtures.ipv6()
            .with(new Transport(unicastTo("2001:db8::2").peers(), null, null, 64, true, null));
    byte[] packet = encode(Fixtures.withAddresses(ipv6, "2001:db8::fe"), "2001:db8::1", 100, 1);
    assertThat(withoutFlowLabel(packet))
        .isEqualTo(withoutFlowLabel(captured("v3-ipv6-unicast.hex")));
  }

  @Test
  void authenticationHeader() {
    assertThat(encode(Fixtures.ah(), address("192.0.2.1"), 100, 1, 1))
        .isEqualTo(captured("v2-ah.hex"));
    RouterConfig unicast =
        router(
            VrrpVersion.V2,
            Duration.ofSeconds(1),
            Authentication.ah("abc"),
            unicastTo("192.0.2.2"),
            "192.0.2.254");
    assertThat(encode(unicast, address("192.0.2.1"), 100, 1, 1))
        .isEqualTo(captured("v2-ah-unicast.hex"));
  }

  @Test
  void neighbourAdvertisements() {
    assertThat(neighbourAdvertisement(false)).isEqualTo(captured("neighbour-advertisement.hex"));
    assertThat(neighbourAdvertisement(true))
        .isEqualTo(captured("neighbour-advertisement-router.hex"));
  }

  private static byte[] neighbourAdvertisement(boolean router) {
    ByteBuffer frame = ByteBuffer.allocate(NeighbourDiscoveryPacket.LENGTH_BYTES);
    NeighbourDiscoveryPacket.encodeAdvertisement(
        frame,
        MacAddress.of(new byte[] {2, 0, 0, 0, 0, 1}),
        address("fe80::51").getAddress(),
        router);
    return frame.array();
  }

  @Test
  void gratuitousArp() {
    byte[] expected = captured("gratuitous-arp.hex");
    ByteBuffer frame = ByteBuffer.allocate(ArpRequestPacket.LENGTH_BYTES);
    ArpRequestPacket.encodeGratuitous(
        frame,
        MacAddress.of(Arrays.copyOfRange(expected, 6, 12)),
        address("192.0.2.254").getAddress());
    assertThat(frame.array()).isEqualTo(expected);
  }
}
