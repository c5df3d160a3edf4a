package org.hactl.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecPropertyTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsEncodedIsDecoded(long seed) {
    Random random = new Random(seed);
    RouterConfig config = randomRouter(random);
    int source = random.nextInt() | 1;
    int priority = random.nextInt(256);
    ByteBuffer packet = ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES);
    new AdvertisementEncoder(config).encode(packet, source, priority, random.nextInt());
    assertThat(new AdvertisementDecoder(config).decode(packet, source + 1))
        .isEqualTo(
            new Advertisement(
                priority,
                config.advertInterval().toNanos(),
                Objects.requireNonNull(Ipv4.toAddress(source)),
                true));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyBytesAreAnAdvertisementOrHaveAReason(long seed) {
    Random random = new Random(seed);
    AdvertisementDecoder decoder = new AdvertisementDecoder(randomRouter(random));
    for (int round = 0; round < 500; round++) {
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      makePlausible(noise, random);
      assertThat(decoder.decode(ByteBuffer.wrap(noise), random.nextInt())).isNotNull();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void damagedPacketsAreAnAdvertisementOrHaveAReason(long seed) {
    Random random = new Random(seed);
    RouterConfig config = randomRouter(random);
    ByteBuffer buffer = ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES);
    new AdvertisementEncoder(config).encode(buffer, 1, 100, 1);
    byte[] packet = Arrays.copyOf(buffer.array(), buffer.limit());
    AdvertisementDecoder decoder = new AdvertisementDecoder(config);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
      for (int times = random.nextInt(4); times > 0 && damaged.length > 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertThat(decoder.decode(ByteBuffer.wrap(damaged), 2)).isNotNull();
    }
  }

  /** Random bytes alone hardly ever get past the first check. */
  private static void makePlausible(byte[] noise, Random random) {
    if (noise.length >= VrrpWire.IP_HEADER_BYTES && random.nextInt(4) != 0) {
      noise[0] = (byte) (0x40 | 4 + random.nextInt(3));
      noise[2] = 0;
      noise[3] = (byte) (random.nextBoolean() ? noise.length : random.nextInt());
      noise[8] = (byte) 255;
      noise[9] = 112;
    }
  }

  private static RouterConfig randomRouter(Random random) {
    VrrpVersion version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    List<Inet4Address> addresses = new ArrayList<>();
    for (int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 255 : 5); count > 0; count--) {
      addresses.add(Objects.requireNonNull(Ipv4.toAddress(random.nextInt() | 1)));
    }
    boolean withPassword = version == VrrpVersion.V2 && random.nextBoolean();
    return RouterConfig.of(
        "r",
        version,
        1 + random.nextInt(255),
        "eth0",
        1 + random.nextInt(255),
        version == VrrpVersion.V2
            ? Duration.ofSeconds(1 + random.nextInt(255))
            : Duration.ofMillis(10 * (1 + random.nextInt(4095))),
        true,
        Duration.ZERO,
        withPassword ? Authentication.pass("p" + random.nextInt(1_000_000)) : Authentication.none(),
        addresses,
        GratuitousArp.DEFAULT);
  }
}
