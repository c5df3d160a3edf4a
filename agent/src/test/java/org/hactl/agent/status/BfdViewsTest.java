package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus.BfdEngineView;
import org.hactl.api.HostStatus.BfdView;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.protocol.BfdFixtures;
import org.junit.jupiter.api.Test;

class BfdViewsTest {
  @Test
  void showsASessionWithItsCounters() {
    BfdView view = views().sessions().getFirst();
    assertThat(view.state()).isEqualTo("up");
    assertThat(view.reason()).isEqualTo("neighbour-hears-us");
    assertThat(view.neighbour()).isEqualTo("2001:db8::1");
    assertThat(view.transmitMicros()).isEqualTo(50_000);
    assertThat(view.detectionMicros()).isEqualTo(300_000);
    assertThat(view.counters())
        .containsEntry("packets-sent", 50L)
        .containsEntry("rejected-ttl", 2L)
        .containsEntry("transitions", 4L)
        .containsEntry("transitions-neighbour-hears-us", 3L);
  }

  @Test
  void showsPacketsThatBelongToNoSession() {
    assertThat(views().engine())
        .isEqualTo(
            new BfdEngineView(0, "Operation not permitted", Map.of("unknown-neighbour", 6L)));
  }

  static BfdViews views() {
    BfdSessionStatus session =
        new BfdSessionStatus(
            BfdFixtures.named(
                BfdFixtures.with("2001:db8::1", null, null, 50, 50, 3, false, false, 255), "gw"),
            new BfdSessionStatus.Local(
                1,
                BfdState.UP,
                Instant.ofEpochMilli(1_000),
                BfdReason.NEIGHBOUR_HEARS_US,
                Diagnostic.NONE,
                null,
                4),
            new BfdSessionStatus.Remote(2, BfdState.UP, Diagnostic.NONE, 3),
            new BfdSessionStatus.UsedIntervals(
                Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(300), false),
            new BfdSessionStatus.Traffic(50, 40, 1, null, Map.of(BfdRejectReason.TTL, 2L)),
            Duration.ofNanos(2_500_000));
    return new BfdViews(
        new BfdStatus(
            List.of(session),
            0,
            "Operation not permitted",
            Map.of(BfdRejectReason.UNKNOWN_NEIGHBOUR, 6L)),
        _ -> Map.of("neighbour-hears-us", 3L));
  }
}
