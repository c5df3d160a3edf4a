package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.Statuses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How status shows what a router advertises, and why it is not what the site says. */
class AdvertisedTextTest {
  @Test
  void showsTheReasonOfARank() {
    assertThat(text(100, null)).contains("priority 100").doesNotContain("(of");
    assertThat(text(80, null)).contains("priority 80 (of 100)");
    assertThat(text(50, "web has 0 of 2 real servers healthy"))
        .contains("priority 50 (of 100: web has 0 of 2 real servers healthy)");
    assertThat(text(100, "waits for the first checks before it takes the role"))
        .contains("priority 100 (waits for the first checks before it takes the role)");
  }

  @Test
  void showsWhatARouterAlsoAcceptsWhileItChanges() {
    RouterView router =
        RouterView.builder("VI_1", 52, 2, "eth0")
            .priority(100, 100)
            .alsoHeard(List.of("vrid 51", "VIPs 192.168.0.254"))
            .build();
    assertThat(new VrrpText(false, 1_000).of(Statuses.ofRouters("lvs1", List.of(router))))
        .contains("vrid 52 v2 priority 100 (also sends and accepts vrid 51, VIPs 192.168.0.254)");
  }

  private static String text(int effective, @Nullable String rank) {
    RouterView router =
        RouterView.builder("VI_1", 51, 2, "eth0")
            .state("BACKUP", "startup", 0)
            .priority(100, effective)
            .rank(rank)
            .build();
    return new VrrpText(false, 1_000).of(Statuses.ofRouters("lvs1", List.of(router)));
  }
}
