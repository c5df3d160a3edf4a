package org.hactl.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.hactl.linux.net.MacAddress;
import org.junit.jupiter.api.Test;

/** The frames that ask for a neighbour, byte by byte. */
class NeighbourFramesTest {
  private static final MacAddress HARDWARE = MacAddress.of(new byte[] {2, 0, 0, 0, 0, 1});

  @Test
  void arpRequest() {
    ByteBuffer frame = ByteBuffer.allocate(ArpRequestPacket.LENGTH_BYTES);
    ArpRequestPacket.encode(
        frame, HARDWARE, address("192.0.2.2").getAddress(), address("192.0.2.1").getAddress());
    assertThat(hex(frame))
        .isEqualTo(
            "ffffffffffff0200000000010806"
                + "0001080006040001020000000001c0000202000000000000c0000201");
  }

  @Test
  void neighbourSolicitation() {
    ByteBuffer frame = ByteBuffer.allocate(NeighbourDiscoveryPacket.LENGTH_BYTES);
    NeighbourDiscoveryPacket.encodeSolicitation(
        frame, HARDWARE, address("fe80::51").getAddress(), address("2001:db8::1:203").getAddress());
    assertThat(hex(frame))
        .isEqualTo(
            "3333ff01020302000000000186dd"
                + "6000000000203afffe800000000000000000000000000051ff0200000000000000000001ff010203"
                + "8700470b0000000020010db80000000000000000000102030101020000000001");
  }

  private static String hex(ByteBuffer frame) {
    return HexFormat.of().formatHex(frame.array());
  }
}
