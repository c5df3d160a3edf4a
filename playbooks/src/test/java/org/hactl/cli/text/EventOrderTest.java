package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.Event;
import org.junit.jupiter.api.Test;

/** A host's own events stay in the order in which it wrote them. */
class EventOrderTest {
  @Test
  void alsoWhenItsClockWasSetBack() {
    EventMerge merge = new EventMerge(List.of(), 0);
    merge.add("lvs1", skipped(5_000, "first"), 0);
    merge.add("lvs2", skipped(6_000, "other"), 0);
    merge.add("lvs1", skipped(1_000, "second"), 0);
    assertThat(merge.due(1_000))
        .extracting(each -> ((Event.HooksSkipped) each.event()).name())
        .containsExactly("first", "second", "other");
  }

  private static Event skipped(long atMillis, String name) {
    return new Event.HooksSkipped(atMillis, "INSTANCE", name, List.of());
  }
}
