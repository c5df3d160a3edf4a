package org.hactl.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.hactl.host.HostJson;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(List.of());

  @TempDir private Path folder;

  @Test
  void givesTheNewestDriftFirst() throws IOException {
    EventJournal journal = journal(1_000_000);
    journal.add(new Event.Drifted(1, drift(1)));
    journal.add(new Event.RouterChanged(2, "VI_1", "BACKUP", "MASTER", "advert-timeout", ""));
    journal.add(new Event.Drifted(3, drift(3)));
    assertThat(journal(1_000_000).newestDrift(10)).containsExactly(drift(3), drift(1));
    assertThat(journal.newestDrift(1)).containsExactly(drift(3));
    assertThat(journal.newest(10)).hasSize(3);
  }

  @Test
  void staysWithinItsSizeLimit() throws IOException {
    EventJournal journal = journal(2_000);
    for (int i = 0; i < 500; i++) {
      journal.add(new Event.Drifted(i, drift(i)));
    }
    assertThat(Files.size(folder.resolve("events"))).isLessThanOrEqualTo(2_000);
    assertThat(Files.size(folder.resolve("events.1"))).isLessThanOrEqualTo(2_000);
    assertThat(journal.newestDrift(8).getFirst()).isEqualTo(drift(499));
    assertThat(journal.newestDrift(8)).hasSize(8);
  }

  @Test
  void onlyTheTornLineIsLost() throws IOException {
    EventJournal journal = journal(1_000_000);
    journal.add(new Event.Drifted(1, drift(1)));
    Files.writeString(folder.resolve("events"), "\n{\"event\":\"dri", StandardOpenOption.APPEND);
    journal.add(new Event.Drifted(2, drift(2)));
    assertThat(journal.newestDrift(10)).containsExactly(drift(2), drift(1));
  }

  @Test
  void eventsStayInTheirOrderWhenTheClockIsSetBack() throws IOException {
    EventJournal journal = journal(1_000_000);
    List<Long> told = new ArrayList<>();
    List.of(10L, 20L, 5L, 6L).forEach(at -> journal.add(new Event.Drifted(at, drift(at))));
    journal.follow(10, 20, event -> told.add(event.atMillis()));
    assertThat(told).containsExactly(20L, 5L, 6L);
  }

  private EventJournal journal(long maxBytes) throws IOException {
    return new EventJournal(new DiskStorage(folder), MAPPER, maxBytes);
  }

  private static DriftEntry drift(long at) {
    ChangeView change =
        new ChangeView(
            new ResourceId("address", "eth0 192.168.0.254/24"), Action.CREATE, List.of());
    return new DriftEntry(change, DriftEntry.FoundBy.NETLINK, at, true, 3, false, "");
  }
}
