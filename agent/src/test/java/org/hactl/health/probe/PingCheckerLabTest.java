package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With real sockets: a raw socket needs root. */
@Tag("lab")
class PingCheckerLabTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void thisHostAnswersItself(String address) {
    try (RawEchoes echoes = new RawEchoes()) {
      Means means = means(echoes);
      InetSocketAddress aim = new InetSocketAddress(InetAddress.ofLiteral(address), 1);
      CheckSpec.Ping ping = new CheckSpec.Ping(Place.REAL_SERVER, 3, 0, Tries.TIMING);
      assertThat(Tries.once(aim, ping, means))
          .isEqualTo(CheckResult.success("3 of 3 echo requests answered"));
    }
  }

  @Test
  void aPingLeavesByItsInterfaceWithItsMark() {
    InetSocketAddress aim = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1);
    Place lo = new Place(null, null, null, "lo", 7, null);
    Place missing = new Place(null, null, null, "nosuch0", null, null);
    try (RawEchoes echoes = new RawEchoes()) {
      Means means = means(echoes);
      assertThat(Tries.once(aim, new CheckSpec.Ping(lo, 1, 0, Tries.TIMING), means).success())
          .isTrue();
      assertThat(Tries.once(aim, new CheckSpec.Ping(missing, 1, 0, Tries.TIMING), means))
          .isEqualTo(CheckResult.notTried("echo request: interface nosuch0: No such device"));
    }
  }

  private static Means means(RawEchoes echoes) {
    return new Means(
        Tries.MEANS.sockets(),
        Tries.MEANS.wallClock(),
        echoes,
        Tries.MEANS.scripts(),
        Neighbours.NONE);
  }
}
