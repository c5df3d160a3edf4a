package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus.BfdEngineView;
import org.hactl.api.HostStatus.BfdView;
import org.junit.jupiter.api.Test;

class BfdTextTest {
  private static final long NOW = 1_700_000_000_000L;

  @Test
  void showsEachSessionOnALine() {
    BfdView up =
        BfdView.builder("gateway", "192.0.2.1")
            .path("eth0", false)
            .state("up", "neighbour-hears-us", NOW - 61_000)
            .neighbourState("up", "none")
            .intervals(50_000, 3_312, 9_936)
            .counters(Map.of("packets-sent", 7L, "rejected-ttl", 2L, "rejected-source", 1L))
            .build();
    BfdView down =
        BfdView.builder("far", "2001:db8::1")
            .path(null, true)
            .state("down", "never-up", NOW - 3_000)
            .neighbourState("down", "none")
            .intervals(1_000_000, 0, 0)
            .fault("listen on UDP port 4784: Address already in use (EADDRINUSE)")
            .build();
    assertThat(lines(List.of(up, down), BfdEngineView.NONE))
        .containsExactly(
            " bfd gateway up for 61 s (neighbour-hears-us) 192.0.2.1 eth0 send 50ms"
                + " receive 3312us, down after 9936us neighbour up (none)"
                + " rejected: 1 source, 2 ttl",
            " bfd far DOWN for 3 s (never-up) 2001:db8::1 multihop send 1000ms never heard"
                + " neighbour down (none)"
                + " listen on UDP port 4784: Address already in use (EADDRINUSE)");
  }

  @Test
  void showsWhatIsWrongWithAllOfThem() {
    assertThat(lines(List.of(), new BfdEngineView(20, null, Map.of()))).isEmpty();
    assertThat(
            lines(
                List.of(),
                new BfdEngineView(
                    0,
                    "Operation not permitted (EPERM)",
                    Map.of("unknown-neighbour", 7L, "state", 1L, "ttl", 0L))))
        .containsExactly(
            " BFD runs without real-time priority: Operation not permitted (EPERM)",
            " bfd packets that match no session: 1 state, 7 unknown-neighbour");
  }

  private static List<String> lines(List<BfdView> sessions, BfdEngineView engine) {
    return new BfdText(false, NOW)
        .of(sessions, engine)
        .lines()
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }
}
