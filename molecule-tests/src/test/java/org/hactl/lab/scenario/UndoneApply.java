package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;

/**
 * An apply of a bad site that went back by itself on all hosts.
 *
 * @param said its output
 * @param seen what became of the requests meanwhile
 */
record UndoneApply(String said, ClientWatch.Seen seen) {
  void lostNothing() {
    assertThat(seen.lost()).isEmpty();
  }

  /** Applies a site that must go back by itself, under requests. */
  static UndoneApply of(ScenarioLab lab, ControlNode control, String site) {
    ClientWatch watch = ClientWatch.begin(lab);
    ExecResult result = ScenarioLab.hactl(control, "apply", "--confirm-within", "20s", site);
    eventually("all is as before", () -> isAsBefore(lab));
    ClientWatch.Seen seen = watch.end();
    assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(lab.hactl("plan", "playbooks/site.yml").exit()).isZero();
    return new UndoneApply(result.out(), seen);
  }

  private static void isAsBefore(ScenarioLab lab) {
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln"))
          .contains("TCP  " + VIP + ":80 rr")
          .contains("192.168.0.18:80", "192.168.0.20:80");
      assertThat(lab.read(director, "ip -o address show")).doesNotContain("d1    inet " + VIP);
    }
    assertThat(lab.holdsVip("lvs1")).isTrue();
    assertThat(lab.holdsVip("lvs2")).isFalse();
  }
}
