package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.BrokenApply.CONFIRM_WITHIN;

import java.util.List;
import org.awaitility.Awaitility;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HactlRun;

/** An apply whose control node is killed, and what becomes of the hosts. */
final class KilledApply {
  static final int KILLED = 128 + 9;
  static final List<String> OLD = List.of("rr", "rr", "rr", "rr");
  static final List<String> NEW = List.of("wrr", "wrr", "wrr", "wrr");

  private KilledApply() {}

  /**
   * Kills an apply at the so-many-th line with a text.
   *
   * @param then what the hosts have when the time for the confirmation is over
   */
  static void at(ScenarioLab lab, ControlNode control, String line, int times, List<String> then) {
    MarkedSite marked = new MarkedSite(lab);
    String site = marked.with("wrr");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult killed = new BrokenApply(control, site, line, times).run(HactlRun::kill);
    assertThat(killed.exit()).isEqualTo(KILLED);
    System.out.println("  killed: " + marked.held());
    var _ = lab.hactl("status");
    Awaitility.await("no host waits")
        .atMost(CONFIRM_WITHIN.plusSeconds(15))
        .untilAsserted(() ->
            assertThat(lab.hactl("status").out())
                .doesNotContain("waits for confirmation", "confirms itself"));
    assertThat(marked.held()).isEqualTo(then);

    ExecResult next = ScenarioLab.hactl(control, "apply", site);
    assertThat(next.exit()).as(next.out() + next.err()).isZero();
    assertThat(marked.held()).isEqualTo(NEW);
    assertThat(lab.hactl("status").exit()).isZero();
    assertThat(watch.end().lost()).isEmpty();
    lab.converge();
    assertThat(marked.held()).isEqualTo(OLD);
  }
}
