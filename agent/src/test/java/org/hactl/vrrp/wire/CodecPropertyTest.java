package org.hactl.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecPropertyTest {
  private static final int BUFFER_BYTES = VrrpWire.MAX_PACKET_BYTES + AuthenticationHeader.BYTES;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyEncodedPacketIsDecoded(long seed) {
    Random random = new Random(seed);
    RouterConfig config = randomRouter(random);
    InetAddress source = randomPeer(random, config);
    InetAddress own = randomPeer(random, config);
    int priority = random.nextInt(256);
    ByteBuffer packet = ByteBuffer.allocate(BUFFER_BYTES);
    AdvertisementEncoder encoder = new AdvertisementEncoder(withPeer(config, own), source);
    encoder.encode(packet, 0, priority, random.nextInt(), 1 + random.nextInt(1000));
    assertThat(decoder(withPeer(config, source), own).decode(packet))
        .isEqualTo(new Advertisement(priority, config.advertInterval().toNanos(), source, true));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyBytesAreAnAdvertisementOrAreRejectedWithAReason(long seed) {
    Random random = new Random(seed);
    RouterConfig config = randomRouter(random);
    AdvertisementDecoder decoder = decoder(config, randomPeer(random, config));
    for (int round = 0; round < 500; round++) {
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      makePlausible(noise, random);
      assertThat(decoder.decode(ByteBuffer.wrap(noise))).isNotNull();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void damagedPacketsAreAnAdvertisementOrAreRejectedWithAReason(long seed) {
    Random random = new Random(seed);
    RouterConfig config = randomRouter(random);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    new AdvertisementEncoder(config, randomPeer(random, config)).encode(buffer, 0, 100, 1, 1);
    byte[] packet = Arrays.copyOf(buffer.array(), buffer.limit());
    AdvertisementDecoder decoder = decoder(config, randomPeer(random, config));
    for (int round = 0; round < 500; round++) {
      byte[] damaged = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
      for (int times = random.nextInt(4); times > 0 && damaged.length > 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertThat(decoder.decode(ByteBuffer.wrap(damaged))).isNotNull();
    }
  }

  private static AdvertisementDecoder decoder(RouterConfig config, InetAddress own) {
    return new AdvertisementDecoder(config, own, new AhSequence());
  }

  /** The same router; if it is a unicast router, this address is its peer. */
  private static RouterConfig withPeer(RouterConfig config, InetAddress peer) {
    Transport transport = config.transport();
    return transport.isUnicast()
        ? config.with(
            new Transport(
                List.of(new Transport.Peer(peer, 1, 255)), null, null, transport.ttl(), true, null))
        : config;
  }

  private static InetAddress randomPeer(Random random, RouterConfig config) {
    return randomAddress(random, config.family());
  }

  private static InetAddress randomAddress(Random random, Family family) {
    byte[] bytes = new byte[family.addressBytes()];
    random.nextBytes(bytes);
    bytes[0] = (byte) (family == Family.INET ? 10 : 0x20);
    return InetAddresses.of(bytes);
  }

  /** Random bytes alone hardly ever get past the first check. */
  private static void makePlausible(byte[] noise, Random random) {
    if (noise.length < IpHeader.IPV6.bytes() || random.nextInt(4) == 0) {
      return;
    }
    if (random.nextBoolean()) {
      noise[0] = (byte) (0x40 | 4 + random.nextInt(3));
      noise[2] = 0;
      noise[3] = (byte) (random.nextBoolean() ? noise.length : random.nextInt());
      noise[8] = (byte) 255;
      noise[9] = (byte) (random.nextBoolean() ? 112 : 51);
      noise[20] = 112;
      noise[21] = 4;
    } else {
      noise[0] = 0x60;
      noise[4] = 0;
      noise[5] = (byte) (random.nextBoolean() ? noise.length - 40 : random.nextInt());
      noise[6] = 112;
      noise[7] = (byte) 255;
    }
  }

  private static RouterConfig randomRouter(Random random) {
    VrrpVersion version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    Family family = random.nextBoolean() ? Family.INET : Family.INET6;
    List<InetAddress> addresses = new ArrayList<>();
    for (int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 255 : 5); count > 0; count--) {
      addresses.add(randomAddress(random, family));
    }
    boolean unicast = random.nextInt(3) == 0;
    return new RouterConfig(
        "r",
        version,
        1 + random.nextInt(255),
        family,
        "eth0",
        1 + random.nextInt(255),
        version == VrrpVersion.V2
            ? Duration.ofSeconds(1 + random.nextInt(255))
            : Duration.ofMillis(10 * (1 + random.nextInt(4095))),
        true,
        Duration.ZERO,
        version == VrrpVersion.V2 && family == Family.INET
            ? randomAuthentication(random)
            : Authentication.none(),
        addresses,
        List.of(),
        GratuitousArp.AS_KEEPALIVED,
        unicast
            ? new Transport(
                List.of(new Transport.Peer(randomAddress(random, family), 255, 255)),
                null,
                null,
                1 + random.nextInt(255),
                true,
                null)
            : Transport.MULTICAST,
        ProtocolOptions.DEFAULT.toBuilder()
            .checksum(random.nextBoolean() ? Checksum.PSEUDO_HEADER : Checksum.PLAIN)
            .addressMismatch(
                random.nextBoolean() ? AddressMismatch.DISCARD : AddressMismatch.REPORT)
            .build());
  }

  private static Authentication randomAuthentication(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Authentication.none();
      case 1 -> Authentication.pass("p" + random.nextInt(1_000_000));
      default -> Authentication.ah("k" + random.nextInt(1_000_000));
    };
  }
}
