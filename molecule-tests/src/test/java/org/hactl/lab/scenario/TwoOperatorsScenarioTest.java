package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HactlRun;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two operators apply two different sites at the same time: one of them wins on all hosts. */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoOperatorsScenarioTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Test
  @Order(1)
  void oneWinsOnAllHostsAndTheOtherIsRefused(ScenarioLab lab) throws Exception {
    lab.converge();
    MarkedSite marked = new MarkedSite(lab);
    ClientWatch watch = ClientWatch.begin(lab);

    HactlRun ann = start(lab, "ann", marked.with("wrr"));
    HactlRun ben = start(lab, "ben", marked.with("lc"));
    ExecResult ofAnn = ann.await(PATIENCE);
    ExecResult ofBen = ben.await(PATIENCE);
    boolean annWins = ofAnn.exit() == 0;

    assertThat(List.of(ofAnn.exit(), ofBen.exit())).containsExactlyInAnyOrder(0, 1);
    assertThat((annWins ? ofBen : ofAnn).err())
        .containsPattern((annWins ? "ann" : "ben") + "@\\S+ has locked this host for apply since");
    assertThat(marked.held()).containsOnly(annWins ? "wrr" : "lc");

    assertThat(watch.end().lost()).isEmpty();
    assertThat(lab.hactl("apply", "--force", "playbooks/site.yml").exit()).isZero();
  }

  private static HactlRun start(ScenarioLab lab, String who, String site) {
    return lab.control()
        .start(
            line -> System.out.println("  | " + who + ": " + line),
            Map.of("SUDO_USER", who),
            "apply",
            site);
  }
}
