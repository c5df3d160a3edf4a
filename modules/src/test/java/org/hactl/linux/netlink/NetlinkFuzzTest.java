package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes decode to a value or to the codec's own exception. */
class NetlinkFuzzTest {
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 20_000;
  private static final List<String> FIXTURES =
      List.of(
          "rtnetlink/link-list",
          "rtnetlink/address-list",
          "rtnetlink/route-list",
          "rtnetlink/route-list6",
          "rtnetlink/rule-list",
          "rtnetlink/route-add-refused",
          "ipvs/list");

  @Test
  void randomBytes() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length >= 4 && random.nextBoolean()) {
        Arrays.fill(bytes, 0, 4, (byte) 0);
        bytes[0] = (byte) bytes.length;
      }
      decode(bytes, round);
    }
  }

  @Test
  void damagedCaptures() {
    Random random = new Random(SEED);
    List<byte[]> captures = new ArrayList<>();
    FIXTURES.forEach(name -> captures.addAll(Fixture.load(name).received()));
    for (int round = 0; round < ROUNDS; round++) {
      byte[] capture = captures.get(random.nextInt(captures.size()));
      byte[] bytes =
          random.nextInt(3) == 0
              ? Arrays.copyOf(capture, random.nextInt(capture.length))
              : capture.clone();
      for (int i = random.nextInt(8); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      decode(bytes, round);
    }
  }

  private static void decode(byte[] bytes, int round) {
    try {
      NetlinkDecoders.all(bytes);
    } catch (RuntimeException e) {
      fail("seed %d round %d bytes %s".formatted(SEED, round, Arrays.toString(bytes)), e);
    }
  }
}
