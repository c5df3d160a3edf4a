package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.junit.jupiter.api.Test;

/** Tracked processes: how many of one name have to run. */
class ProcessTrackerTest extends TestTracking {
  @Test
  void looksAtAllProcessesIfTooManyEventsWait() {
    world.begin(10, "nginx");
    track(process(2, 3, 0, 0), new TrackSpec("web", 0));
    told();
    loop.hold();
    for (int pid = 100; pid < 20_100; pid++) {
      world.tell(new ProcessEvent.Forked(1, pid));
    }
    world.begin(11, "nginx");
    assertThat(loop.held()).isEqualTo(10_001);
    loop.release();
    assertThat(told()).containsExactly("VI_1 0");
    world.end(11);
    assertThat(told().getFirst()).contains("1 of nginx run, not 2 to 3");
  }

  @Test
  void processesAreCountedAsTheyComeAndGo() {
    world.begin(10, "nginx");
    world.begin(11, "sshd");
    track(process(2, 3, 0, 0), new TrackSpec("web", 0));
    assertThat(told())
        .containsExactly("VI_1 0 fault: web: 1 of nginx run, not 2 to 3 since 00:00:00");
    world.tell(new ProcessEvent.Forked(10, 12));
    world.tell(new ProcessEvent.Forked(11, 13));
    assertThat(told()).containsExactly("VI_1 0");
    world.begin(14, "nginx");
    world.begin(15, "nginx");
    assertThat(told().getFirst()).contains("4 of nginx run, not 2 to 3");
    world.processes.put(15, new ProcessInfo(15, "sleep", List.of("sleep")));
    world.tell(new ProcessEvent.Changed(15));
    world.end(13);
    assertThat(told()).containsExactly("VI_1 0");
    world.processes.clear();
    world.tell(new ProcessEvent.Resync("overrun"));
    assertThat(told().getFirst()).contains("0 of nginx run");
  }

  @Test
  void aProcessMayBeRestartedWithinItsDelay() {
    world.begin(10, "nginx");
    track(process(1, Integer.MAX_VALUE, 0, 2_000), new TrackSpec("web", 0));
    world.end(10);
    loop.pass(1_999);
    world.begin(20, "nginx");
    loop.pass(5_000);
    assertThat(told()).containsExactly("VI_1 0");
    world.end(20);
    loop.pass(2_000);
    assertThat(told())
        .containsExactly("VI_1 0 fault: web: 0 of nginx run, not 1 or more since 00:00:08");
  }

  @Test
  void looksAtAllProcessesIfTheKernelReportsNone() {
    world.kernelTells = false;
    world.begin(10, "nginx");
    track(process(1, Integer.MAX_VALUE, 0, 0), new TrackSpec("web", 0));
    assertThat(status().detail())
        .isEqualTo("1 of nginx run (counted once a second: the kernel reports no processes here)");
    told();
    world.end(10);
    assertThat(told()).isEmpty();
    loop.pass(1_000);
    assertThat(told()).hasSize(1);
    track(process(1, Integer.MAX_VALUE, 0, 0));
    assertThat(loop.alarms()).as("no alarm stays when no router tracks").isZero();
  }

  private static TrackerSpec.Process process(int quorum, int most, long up, long down) {
    return new TrackerSpec.Process("web", "nginx", List.of(), quorum, most, up, down);
  }
}
