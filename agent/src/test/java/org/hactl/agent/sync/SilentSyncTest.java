package org.hactl.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.agent.sync.SilentSync.Change;
import org.hactl.linux.kernel.ipvs.IpvsCounters.Traffic;
import org.junit.jupiter.api.Test;

class SilentSyncTest {
  private static final long MINUTE = 60_000;

  private final SilentSync sync = new SilentSync();

  @Test
  void connectionsWithoutAMessageAreToldOnce() {
    assertThat(sync.look(0, 0, traffic(100, 600))).isEmpty();
    assertThat(sync.look(MINUTE, 0, traffic(120, 720))).contains(new Change(true, 20));
    assertThat(sync.isSilent()).isTrue();
    assertThat(sync.look(2 * MINUTE, 0, traffic(160, 960))).isEmpty();
  }

  @Test
  void aMessageEndsIt() {
    assertThat(sync.look(0, 0, traffic(0, 0))).isEmpty();
    assertThat(sync.look(MINUTE, 0, traffic(20, 120))).isPresent();
    assertThat(sync.look(2 * MINUTE, 1, traffic(40, 240))).contains(new Change(false, 0));
    assertThat(sync.isSilent()).isFalse();
  }

  @Test
  void fewOrVeryShortConnectionsSayNothing() {
    assertThat(sync.look(0, 0, traffic(0, 0))).isEmpty();
    assertThat(sync.look(MINUTE, 0, traffic(9, 900))).isEmpty();
    assertThat(sync.look(2 * MINUTE, 0, traffic(1_009, 2_900))).isEmpty();
    assertThat(sync.isSilent()).isFalse();
  }

  @Test
  void itIsDueOnceAMinute() {
    assertThat(sync.isDue(0)).isTrue();
    assertThat(sync.look(0, 0, traffic(0, 0))).isEmpty();
    assertThat(sync.isDue(MINUTE - 1)).isFalse();
    assertThat(sync.isDue(MINUTE)).isTrue();
  }

  private static Traffic traffic(long connections, long packets) {
    return new Traffic(connections, packets, 0, 0, 0);
  }
}
