package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.Statuses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How status shows the priority of a router, and why it is not the one of the site. */
class PriorityTextTest {
  @Test
  void showsTheReasonOfARank() {
    assertThat(text(100, null)).contains("priority 100 ").doesNotContain("(of");
    assertThat(text(80, null)).contains("priority 80 (of 100)");
    assertThat(text(50, "web has 0 of 2 real servers healthy"))
        .contains("priority 50 (of 100: web has 0 of 2 real servers healthy)");
    assertThat(text(100, "waits for the first checks before it takes the role"))
        .contains("priority 100 (waits for the first checks before it takes the role)");
  }

  private static String text(int effective, @Nullable String rank) {
    RouterView router =
        new RouterView(
            "VI_1",
            51,
            2,
            "eth0",
            "BACKUP",
            "startup",
            0,
            100,
            effective,
            null,
            null,
            0,
            List.of("192.168.0.254"),
            List.of("192.168.0.254/32"),
            null,
            List.of(),
            0,
            null,
            Map.of(),
            rank);
    return new VrrpText(false, 1_000).of(Statuses.ofRouters("lvs1", List.of(router)));
  }
}
