package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.EventJournal;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {
  @TempDir private Path folder;

  @Test
  void saysHowManyEventsASlowReaderLost() throws IOException {
    EventJournal journal = journal();
    SlowReader reader =
        new SlowReader(
            4,
            () -> {
              for (int i = 0; i < 10; i++) {
                journal.add(priority(i));
              }
            });
    Reply last = EventStream.serve(journal, new Request.Events(0, 0, true), reader);
    assertThat(reader.said)
        .containsExactly(
            new Reply.Pulse(0),
            new Reply.Happened(priority(0)),
            new Reply.Happened(priority(1)),
            new Reply.Happened(priority(2)));
    assertThat(last).isEqualTo(new Reply.Pulse(7));
    journal.add(priority(11));
    assertThat(reader.said).as("a closed reader receives no event").hasSize(4);
  }

  @Test
  void pastEventsAreBoundedAndOldestFirst() throws IOException {
    EventJournal journal = journal();
    for (int i = 0; i < 5; i++) {
      journal.add(priority(i));
    }
    SlowReader reader = new SlowReader(100, () -> {});
    Reply last = EventStream.serve(journal, new Request.Events(3, 3, false), reader);
    assertThat(reader.said)
        .containsExactly(new Reply.Happened(priority(3)), new Reply.Happened(priority(4)));
    assertThat(last).isEqualTo(new Reply.Pulse(0));
  }

  private EventJournal journal() throws IOException {
    return new EventJournal(new DiskStorage(folder), HostJson.mapper(List.of()), 1_000_000);
  }

  private static Event priority(int at) {
    return new Event.PriorityChanged(at, "VI_1", at, at + 1);
  }

  /** Takes a number of replies, and closes after an event. */
  private static final class SlowReader implements ReplySink {
    final List<Reply> said = new ArrayList<>();
    private final int room;
    private final Runnable meanwhile;

    SlowReader(int room, Runnable meanwhile) {
      this.room = room;
      this.meanwhile = meanwhile;
    }

    @Override
    public boolean offer(Reply reply) {
      return said.size() < room && said.add(reply);
    }

    @Override
    public boolean awaitGone(Duration limit) {
      meanwhile.run();
      return true;
    }
  }
}
