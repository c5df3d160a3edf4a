package org.hactl.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.Fixtures.address;
import static org.hactl.vrrp.Fixtures.captured;
import static org.hactl.vrrp.Fixtures.encode;
import static org.hactl.vrrp.Fixtures.router;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.hactl.linux.MacAddress;
import org.junit.jupiter.api.Test;

/** Our packets are, byte for byte, those of a keepalived of the same configuration. */
class AdvertisementEncoderTest {
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
  void gratuitousArp() {
    byte[] expected = captured("gratuitous-arp.hex");
    ByteBuffer frame = ByteBuffer.allocate(GratuitousArpPacket.LENGTH_BYTES);
    GratuitousArpPacket.encode(
        frame,
        MacAddress.of(Arrays.copyOfRange(expected, 6, 12)),
        address("192.0.2.254").getAddress());
    assertThat(frame.array()).isEqualTo(expected);
  }
}
