package org.hactl.linux.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkCountersTest {
  private static final List<String> LINES =
      List.of(
          "Inter-|   Receive                                                |  Transmit",
          " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets",
          "    lo:  123456     789    0    0    0     0          0         0  1 2 0 0 0 0 0 0",
          "  eth0:4294967296 12345    0    0    0     0          0        99  1 2 0 0 0 0 0 0",
          "  eth0.10:    10      1    0    0    0     0          0        99  1 2 0 0 0 0 0 0");

  @Test
  void countsFramesAndNotBytes() {
    assertThat(LinkCounters.receivedFrames(LINES, "lo")).isEqualTo(789);
    assertThat(LinkCounters.receivedFrames(LINES, "eth0")).isEqualTo(12_345);
    assertThat(LinkCounters.receivedFrames(LINES, "eth0.10")).isEqualTo(1);
    assertThat(LinkCounters.receivedFrames(LINES, "eth1")).isEqualTo(-1);
  }

  @Test
  void readsWhatTheKernelSays() {
    assertThat(LinkCounters.receivedFrames("lo")).isNotNegative();
    assertThat(LinkCounters.receivedFrames("no-such")).isEqualTo(-1);
  }
}
