package org.hactl.site.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.hactl.host.HostState;
import org.hactl.site.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a director loses while its virtual services have no healthy real server. */
class RankPenaltyTest {
  private static final String HOSTS =
      "all: {hosts: {lvs1: {ansible_host: 10.0.0.14}, lvs2: {ansible_host: 10.0.0.16}}}";

  @TempDir Path folder;

  @Test
  void isFiftyWhereThatIsEnoughAndThePrioritiesAllowIt() {
    assertThat(penalty("{lvs1: 100, lvs2: 90}", "")).isEqualTo(50);
    assertThat(penalty("{lvs1: 30, lvs2: 20}", "")).isEqualTo(19);
  }

  @Test
  void ranksBelowEveryOtherDirectorWhateverTheirDistance() {
    assertThat(penalty("{lvs1: 200, lvs2: 90}", "")).isEqualTo(111);
    assertThat(penalty("{lvs1: 20, lvs2: 10}", "")).isEqualTo(11);
  }

  @Test
  void outweighsWhatTrackersAddAndTake() {
    assertThat(penalty("{lvs1: 100, lvs2: 90}", "track: [{expression: up, weight: -60}], "))
        .isEqualTo(71);
  }

  @Test
  void anOwnerDoesNotCount() {
    assertThat(penalty("{lvs1: 255, lvs2: 90}", "")).isEqualTo(50);
  }

  @Test
  void canBeSwitchedOff() {
    assertThat(penalty("{lvs1: 100, lvs2: 90}", "rank_by_services: false, ")).isZero();
  }

  private int penalty(String directors, String keys) {
    String site =
        "site: shop\ntrack: {up: {interface: eth1}}\nvrrp:\n  VI_1: {directors: "
            + directors
            + ", interface: eth0, "
            + keys
            + "virtual_router_id: 51, addresses: [10.0.0.254]}\n";
    Map<String, HostState> states = SiteCompiler.compile(Sites.read(folder, HOSTS, site).orThrow());
    return Objects.requireNonNull(states.get("lvs1")).virtualRouters().getFirst().rankPenalty();
  }
}
