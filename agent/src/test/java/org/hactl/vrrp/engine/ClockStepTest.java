package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/** The wall clock is set while a router is master. */
class ClockStepTest {
  private final FakeVrrpNetwork network = new FakeVrrpNetwork();
  private long now = 1_000_000_000_000L;
  private Instant wall = Instant.parse("2026-03-01T12:00:00Z");
  private final VrrpCore core =
      new VrrpCore(network, _ -> {}, RoleMemory.none(), () -> now, () -> wall);

  @Test
  void theAgeOfTheRoleStaysRight() {
    network.link("v0", 7, true, "192.0.2.2");
    core.configure(List.of(Fixtures.v2()), List.of(), Map.of());
    pass(Duration.ofSeconds(5));
    assertThat(core.routerStatus().getFirst().state()).isEqualTo(State.MASTER);
    Duration before = age();
    wall = wall.minus(Duration.ofHours(1));
    assertThat(age()).isEqualTo(before);
    wall = wall.plus(Duration.ofDays(364));
    assertThat(age()).isEqualTo(before);
  }

  private Duration age() {
    return Duration.between(core.routerStatus().getFirst().role().since(), wall);
  }

  private void pass(Duration time) {
    long end = now + time.toNanos();
    while (core.nextDeadlineNanos() <= end) {
      wall = wall.plusNanos(core.nextDeadlineNanos() - now);
      now = core.nextDeadlineNanos();
      core.fireTimers();
    }
  }
}
