package org.hactl.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FifosTest {
  private final Map<String, FakePipe> pipes = new HashMap<>();
  private final Fifos fifos =
      new Fifos(path -> pipes.computeIfAbsent(path.toString(), _ -> new FakePipe()));

  @Test
  void writesTheLinesOfKeepalived() {
    fifos.configure(List.of("/run/a", "/run/b"), false);
    fifos.tell(new Notification(Subject.router("VI_1"), "MASTER", 100, Map.of()));
    fifos.tell(new Notification(Subject.group("VG_1"), "MASTER", 0, Map.of()));
    assertThat(pipe("/run/a").lines)
        .containsExactly("INSTANCE \"VI_1\" MASTER 100\n", "GROUP \"VG_1\" MASTER 0\n");
    assertThat(pipe("/run/b").lines).hasSize(2);
  }

  @Test
  void linesWithoutAReaderAreDroppedAndCounted() {
    fifos.configure(List.of("/run/a"), false);
    pipe("/run/a").error = "no program reads it";
    fifos.tell(new Notification(Subject.router("VI_1"), "BACKUP", 100, Map.of()));
    assertThat(fifos.view()).containsExactly(new Fifos.View("/run/a", 0, 1, "no program reads it"));
    pipe("/run/a").error = "";
    fifos.tell(new Notification(Subject.router("VI_1"), "MASTER", 100, Map.of()));
    assertThat(fifos.view()).containsExactly(new Fifos.View("/run/a", 1, 1, ""));
  }

  @Test
  void aPipeThatStaysStaysOpen() {
    fifos.configure(List.of("/run/a", "/run/b"), false);
    FakePipe first = pipe("/run/a");
    fifos.configure(List.of("/run/c", "/run/a"), false);
    assertThat(first.closed).isFalse();
    assertThat(pipe("/run/b").closed).isTrue();
    fifos.tell(new Notification(Subject.router("VI_1"), "MASTER", 100, Map.of()));
    assertThat(first.lines).hasSize(1);
    assertThat(pipe("/run/c").lines).hasSize(1);
    fifos.close();
    assertThat(first.closed).isTrue();
  }

  @Test
  void prioritiesAreWrittenIfTheSiteAsksForThem() {
    Notification priority =
        new Notification(Subject.router("VI_1"), Notification.BACKUP_PRIORITY, 80, Map.of());
    fifos.configure(List.of("/run/a"), false);
    fifos.tell(priority);
    assertThat(pipe("/run/a").lines).isEmpty();
    fifos.configure(List.of("/run/a"), true);
    fifos.tell(priority);
    assertThat(pipe("/run/a").lines).containsExactly("INSTANCE \"VI_1\" BACKUP_PRIORITY 80\n");
  }

  @Test
  void eventsWithoutAWordOfKeepalivedAreNotWritten() {
    fifos.configure(List.of("/run/a"), true);
    for (String state :
        List.of(Notification.TWO_MASTERS, Notification.TWO_MASTERS_OVER, Notification.OLDER_SITE)) {
      fifos.tell(new Notification(Subject.router("VI_1"), state, 100, Map.of()));
    }
    assertThat(pipe("/run/a").lines).isEmpty();
  }

  private FakePipe pipe(String path) {
    return java.util.Objects.requireNonNull(pipes.get(path));
  }

  private static final class FakePipe implements Fifos.Pipe {
    final List<String> lines = new ArrayList<>();
    String error = "";
    boolean closed;

    @Override
    public String make() {
      return "";
    }

    @Override
    public String write(String line) {
      if (error.isEmpty()) {
        lines.add(line);
      }
      return error;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
