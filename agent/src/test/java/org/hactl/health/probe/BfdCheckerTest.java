package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.hactl.health.probe.CheckResult.Verdict;
import org.hactl.health.probe.Neighbours.Heard;
import org.hactl.health.wire.Deadline;
import org.hactl.host.Truth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BfdCheckerTest {
  private static final InetAddress WEB1 = InetAddress.ofLiteral("192.0.2.18");

  @Test
  void theSessionDecides() {
    assertThat(look(new Heard(Truth.TRUE, "BFD session web1 is up")))
        .isEqualTo(CheckResult.success("BFD session web1 is up"));
    assertThat(look(new Heard(Truth.FALSE, "BFD session web1 is down")))
        .isEqualTo(CheckResult.failure("BFD session web1 is down"));
  }

  @Test
  void aSessionThatHasNotComeUpYetDecidesNothing() {
    assertThat(look(new Heard(Truth.UNKNOWN, "BFD session web1 has not come up yet")).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aSessionThatIsNotThereDecidesNothing() {
    CheckResult none = look(null);

    assertThat(none.verdict()).isEqualTo(Verdict.NONE);
    assertThat(none.detail())
        .isEqualTo("this host could not try: it has no BFD session with 192.0.2.18");
  }

  private static CheckResult look(@Nullable Heard heard) {
    return new BfdChecker(null, WEB1, (_, neighbour) -> neighbour.equals(WEB1) ? heard : null)
        .check(new Deadline(System::nanoTime, 1_000));
  }
}
