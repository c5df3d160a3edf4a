package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.HostStatus.TrackerView;
import org.junit.jupiter.api.Test;

class TrackerTextTest {
  private static final long NOW = 1_800_000_000_000L;

  @Test
  void tellsWhatRoutersDependOn() {
    List<TrackerView> trackers =
        List.of(
            new TrackerView(
                "gw", "script", "false", NOW - 61_000, "exit 1: no route", List.of("VI_1", "G")),
            new TrackerView("load", "file", "-5", NOW - 5_000, "it holds -5", List.of("VI_1")),
            new TrackerView("spare", "process", "unknown", 0, "no router uses it", List.of()));
    assertThat(new TrackerText(NOW).of(trackers))
        .isEqualTo(
            """
              track gw     script   FALSE    for 61 s  used by VI_1, G  exit 1: no route
              track load   file     -5       for 5 s   used by VI_1     it holds -5
              track spare  process  unknown                             no router uses it
            """);
    assertThat(new TrackerText(NOW).of(List.of())).isEmpty();
  }
}
