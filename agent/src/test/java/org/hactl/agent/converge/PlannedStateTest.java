package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.junit.jupiter.api.Test;

class PlannedStateTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
  private final PlannedState planned = new PlannedState(nanos::get);

  @Test
  void anApplyRightAfterAPlanNeedNotLookAgain() {
    assertThat(planned.hasJustLooked()).isFalse();
    planned.keep(state(1, 1), "a");
    nanos.addAndGet(SECOND);
    assertThat(planned.hasJustLooked()).isTrue();
    assertThat(planned.hasJustLooked()).as("by a second apply").isFalse();
    planned.keep(state(1, 1), "a");
    nanos.addAndGet(3 * SECOND);
    assertThat(planned.hasJustLooked()).as("after three seconds").isFalse();
  }

  @Test
  void whatDidNotChangeIsTheSameObject() {
    HostState inForce = state(1, 1, 1);
    HostState changed = planned.shared(state(1, 7, 1), inForce);
    assertThat(changed).isEqualTo(state(1, 7, 1));
    assertThat(changed.virtualServices().get(0)).isSameAs(inForce.virtualServices().get(0));
    assertThat(changed.virtualServices().get(2)).isSameAs(inForce.virtualServices().get(2));
    planned.keep(changed, "b");
    HostState applied = planned.shared(state(1, 7, 1), HostState.empty("shop", "lvs1"));
    assertThat(applied.virtualServices().get(1)).isSameAs(changed.virtualServices().get(1));
  }

  @Test
  void theDigestIsComputedOnceForAPlanAndItsApply() {
    planned.keep(state(1, 7), "of the plan");
    assertThat(planned.digest(state(1, 7), _ -> "computed")).isEqualTo("of the plan");
    assertThat(planned.digest(state(1, 8), _ -> "computed")).isEqualTo("computed");
    assertThat(planned.hasJustLooked()).isTrue();
    assertThat(planned.digest(state(1, 7), _ -> "computed")).isEqualTo("computed");
  }

  private static HostState state(int... weights) {
    return HostState.builder("shop", "lvs1")
        .virtualServices(
            IntStream.range(0, weights.length).mapToObj(i -> service(i, weights[i])).toList())
        .build();
  }

  private static VirtualServiceSpec service(int number, int weight) {
    return VirtualServiceSpec.builder("s" + number, "192.168.0.254", 8000 + number)
        .scheduler("rr")
        .realServers(List.of(new RealServerSpec("web1", "192.168.0.18", 80, weight)))
        .build();
  }
}
