package org.hactl.control.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;

class GateWaitTest {
  @Test
  void theSlowestCheckAndTheSlowestElection() {
    assertThat(GateWait.of(List.of())).isEqualTo(Duration.ofSeconds(2));
    assertThat(
            GateWait.of(
                List.of(
                    state(new Timing(500, 1_000, 2, 2)), state(new Timing(2_000, 3_000, 2, 3)))))
        // Two more tries of 3 s after the first of 3 s; four intervals of 1 s; the margin.
        .isEqualTo(Duration.ofSeconds(9 + 4 + 2));
  }

  @Test
  void theChecksAlone() {
    assertThat(GateWait.ofChecks(List.of())).isZero();
    assertThat(GateWait.ofChecks(List.of(state(new Timing(2_000, 3_000, 2, 3)))))
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aCheckEveryHourIsNotWaitedFor() {
    assertThat(GateWait.of(List.of(state(new Timing(3_600_000, 3_000, 2, 3)))))
        .isEqualTo(GateWait.CAP);
  }

  private static HostState state(Timing timing) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(
            List.of(
                VirtualRouterSpec.of(
                    "VI_1",
                    2,
                    51,
                    "eth0",
                    100,
                    1_000,
                    true,
                    0,
                    Authentication.none(),
                    List.of("192.168.0.254/24"),
                    GratuitousArp.DEFAULT)))
        .virtualServices(
            List.of(
                VirtualServiceSpec.builder("web", "192.168.0.254", 80)
                    .check(new CheckSpec.Tcp(null, timing))
                    .build()))
        .build();
  }
}
