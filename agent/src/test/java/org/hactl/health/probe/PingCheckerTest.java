package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.junit.jupiter.api.Test;

class PingCheckerTest {
  private final List<Long> shares = new ArrayList<>();
  private long nanos;

  @Test
  void allRequestsAreAnswered() {
    assertThat(check(3, 0, true, true, true))
        .isEqualTo(CheckResult.success("3 of 3 echo requests answered"));
  }

  @Test
  void someMayBeLost() {
    assertThat(check(4, 25, true, false, true, true).success()).isTrue();
    assertThat(check(4, 25, true, false, false, true))
        .isEqualTo(CheckResult.failure("2 of 4 echo requests answered"));
    assertThat(check(1, 99, false).success()).as("none is answered").isFalse();
  }

  @Test
  void aRequestWithoutAnAnswerTakesItsShareOfTheTime() {
    assertThat(check(3, 0, false, false, false).success()).isFalse();
    assertThat(shares).containsExactly(1_000L, 1_000L, 1_000L);
  }

  @Test
  void whatCannotBeSentFails() {
    Echoes unreachable =
        (_, _, _) -> {
          throw new IOException("Network is unreachable");
        };
    assertThat(new PingChecker(local(), spec(1, 0), unreachable).check(deadline()))
        .isEqualTo(CheckResult.failure("echo request: Network is unreachable"));
    Echoes lacking =
        (_, _, _) -> {
          throw new IOException("Too many open files");
        };
    assertThat(new PingChecker(local(), spec(1, 0), lacking).check(deadline()).verdict())
        .isEqualTo(CheckResult.Verdict.NONE);
  }

  private CheckResult check(int count, int loss, boolean... answered) {
    Echoes echoes =
        (_, sequence, timeoutMillis) -> {
          shares.add(timeoutMillis);
          nanos += answered[sequence] ? 0 : timeoutMillis * 1_000_000;
          return answered[sequence];
        };
    return new PingChecker(local(), spec(count, loss), echoes).check(deadline());
  }

  private Deadline deadline() {
    return new Deadline(() -> nanos, 3_000);
  }

  private static InetAddress local() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  private static CheckSpec.Ping spec(int count, int loss) {
    return new CheckSpec.Ping(Place.REAL_SERVER, count, loss, Tries.TIMING);
  }
}
