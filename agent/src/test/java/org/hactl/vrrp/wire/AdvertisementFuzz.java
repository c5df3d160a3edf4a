package org.hactl.vrrp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Decoded;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.params.provider.MethodSource;

/** Every packet of a raw socket is an advertisement or is rejected with a reason. */
class AdvertisementFuzz {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final InetAddress PEER = Fixtures.address("192.0.2.1");
  private static final InetAddress PEER6 = Fixtures.address("fe80::1");
  private static final RouterConfig AH =
      Fixtures.router(VrrpVersion.V2, 100, INTERVAL, Authentication.ah("1111"), "192.0.2.254");
  private static final RouterConfig V6 =
      new RouterConfig(
          "VI_6",
          VrrpVersion.V3,
          51,
          Family.INET6,
          "v0",
          100,
          INTERVAL,
          true,
          Duration.ZERO,
          Authentication.none(),
          Fixtures.addresses("fe80::254", "2001:db8::254"),
          List.of(),
          GratuitousArp.AS_KEEPALIVED,
          Transport.MULTICAST,
          ProtocolOptions.DEFAULT);
  private static final List<RouterConfig> ROUTERS = List.of(Fixtures.v2(), Fixtures.v3(), AH, V6);

  static Stream<byte[]> packets() {
    Stream<byte[]> captures =
        Stream.of("v2-pass", "v2-three-addresses", "v3", "v3-three-addresses")
            .map(name -> Fixtures.captured(name + ".hex"));
    Stream<byte[]> own =
        ROUTERS.stream()
            .map(router ->
                Fixtures.encode(router, router.family() == Family.INET ? PEER : PEER6, 90, 1, 7));
    return Stream.concat(captures, own);
  }

  @MethodSource("packets")
  @FuzzTest
  void packets(byte[] packet) {
    for (RouterConfig router : ROUTERS) {
      Decoded first = Fixtures.decode(router, packet);
      repairChecksum(packet, router);
      Decoded repaired = Fixtures.decode(router, packet);
      if (first instanceof Advertisement && !(repaired instanceof Advertisement)) {
        throw new AssertionError(router.name() + " took " + first + ", then refused it");
      }
    }
  }

  /**
   * Corrects the checksum, so that the checks after it run. Random bytes never have a correct
   * checksum.
   */
  private static void repairChecksum(byte[] bytes, RouterConfig router) {
    int start = router.family() == Family.INET ? 20 : 40;
    if (bytes.length < start + VrrpWire.HEADER_BYTES || router == AH) {
      return;
    }
    ByteBuffer packet = ByteBuffer.wrap(bytes);
    boolean right = Fixtures.decode(router, bytes) instanceof Advertisement;
    if (!right && router.family() == Family.INET) {
      packet.putShort(start + VrrpWire.CHECKSUM, (short) 0);
      int checksum = InternetChecksum.fold(InternetChecksum.sum(0, packet, start, bytes.length));
      packet.putShort(start + VrrpWire.CHECKSUM, (short) checksum);
    }
  }
}
