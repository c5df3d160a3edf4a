package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator moves the role by hand; {@code -Dfailover.rounds=20} does it 20 times. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverScenarioTest {
  private static final int ROUNDS = Integer.getInteger("failover.rounds", 2);
  private static final int REQUESTS_PER_ROUND = 25;

  @AfterAll
  static void lvs1IsMaster(ScenarioLab lab) {
    var _ = lab.hactl("failover", "VI_1", "--to", "lvs1");
  }

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void noRequestIsLostWhenTheRoleGoesToAndFro(ScenarioLab lab) {
    ClientWatch watch = ClientWatch.begin(lab);
    for (int round = 0; round < ROUNDS; round++) {
      String from = round % 2 == 0 ? "lvs1" : "lvs2";
      String to = round % 2 == 0 ? "lvs2" : "lvs1";

      ExecResult failover = lab.hactl("failover", "VI_1", "--to", to);

      assertThat(failover.exit()).as(failover.out() + failover.err()).isZero();
      assertThat(failover.out()).contains(to + " is master of VI_1, ");
      eventually(to + " has the VIP", () -> assertThat(lab.holdsVip(to)).isTrue());
      eventually(from + " has not", () -> assertThat(lab.holdsVip(from)).isFalse());
    }
    ClientWatch.Seen seen = watch.end();

    assertThat(seen.lost()).isEmpty();
    assertThat(seen.answers()).hasSizeGreaterThan(REQUESTS_PER_ROUND * ROUNDS);
    assertThat(seen.senders()).containsExactlyInAnyOrder("192.168.0.14", "192.168.0.16");
  }

  @Test
  @Order(3)
  void theHostsTellWhoDidIt(ScenarioLab lab) {
    assertThat(lab.hactl("events", "--limit", "lvs1").out()).contains(" hands it over");
    assertThat(lab.hactl("history", "lvs1").out()).containsPattern("handed over +VI_1");
  }
}
