package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckPath;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Via;
import org.hactl.host.Talk;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.Family;
import org.junit.jupiter.api.Test;

class ThroughVipTest {
  private static final CheckPath PATH =
      new CheckPath(2_000_000, Family.INET, "127.0.0.1", ForwardMethod.DR, null);

  @Test
  void aTryCountsIfTheWayIsThereBeforeAndAfterIt() {
    assertThat(check("", "")).isEqualTo(CheckResult.success("connected"));
  }

  @Test
  void aTryWithoutTheWayDecidesNothing() {
    assertThat(check("no IPVS")).isEqualTo(CheckResult.notTried("via vip: no IPVS"));
    assertThat(check("", "it is gone")).isEqualTo(CheckResult.notTried("via vip: it is gone"));
  }

  /** What the way lacks at each look; empty for nothing. */
  private static CheckResult check(String... lacks) {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(lacks));
    VipWays ways = (_, _, _) -> left.remove().isEmpty() ? null : lacks[lacks.length - 1];
    Place at = new Place(null, null, "127.0.0.2", null, null, Via.VIP);
    Aim aim =
        Aim.through(
            PATH,
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80),
            "",
            new CheckSpec.Tcp(at, Talk.NONE, Tries.TIMING));
    Means means =
        new Means(
            Socket::new,
            InstantSource.system(),
            Tries.MEANS.echoes(),
            Tries.MEANS.scripts(),
            Neighbours.NONE,
            ways,
            new SourcePorts());
    return new ThroughVip(_ -> CheckResult.success("connected"), new Sockets(aim, means))
        .check(new Deadline(System::nanoTime, 1_000));
  }
}
