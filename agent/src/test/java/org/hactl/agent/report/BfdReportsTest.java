package org.hactl.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.Event;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

class BfdReportsTest {
  private final List<Event> journal = new ArrayList<>();
  private final BfdReports reports = new BfdReports(journal::add);

  @Test
  void transitionsAreJournalledAndCountedByReason() {
    reports.report(transition(BfdState.INIT, BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US));
    reports.report(transition(BfdState.UP, BfdState.DOWN, BfdReason.DETECTION_TIME_EXPIRED));
    reports.report(transition(BfdState.INIT, BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US));
    assertThat(journal)
        .hasSize(3)
        .contains(new Event.BfdChanged(7, "gw", "up", "down", "detection-time-expired"));
    assertThat(reports.transitions("gw"))
        .isEqualTo(Map.of("neighbour-hears-us", 2L, "detection-time-expired", 1L));
    assertThat(reports.transitions("other")).isEmpty();
  }

  @Test
  void aSessionThatLeftTheSiteIsForgotten() {
    reports.report(transition(BfdState.INIT, BfdState.UP, BfdReason.NEIGHBOUR_HEARS_US));
    reports.configure(HostState.empty("shop", "lvs1"));
    assertThat(reports.transitions("gw")).isEmpty();
  }

  private static BfdTransition transition(BfdState from, BfdState to, BfdReason reason) {
    return new BfdTransition(
        "gw", from, to, reason, Diagnostic.NONE, Diagnostic.NONE, Instant.ofEpochMilli(7), 0);
  }
}
