package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HactlRun;
import org.hactl.lab.Lab;
import org.junit.jupiter.api.AfterAll;
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

  @AfterAll
  static void theSiteIsInNoRepository(ScenarioLab lab) {
    git(lab, "rm -rf .git");
  }

  @Test
  @Order(1)
  void oneWinsOnAllHostsAndTheOtherIsRefused(ScenarioLab lab) throws Exception {
    lab.converge();
    git(lab, "git init -q && git add -A && git commit -qm site");
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

    ExecResult later =
        start(lab, annWins ? "ben" : "ann", marked.with(annWins ? "lc" : "wrr")).await(PATIENCE);
    assertThat(later.exit()).isEqualTo(1);
    assertThat(later.err())
        .contains("an apply would undo the uncommitted changes of " + (annWins ? "ann@" : "ben@"));
    assertThat(marked.held()).containsOnly(annWins ? "wrr" : "lc");
    assertThat(watch.end().lost()).isEmpty();
    assertThat(lab.hactl("apply", "--force", "playbooks/site.yml").exit()).isZero();
  }

  /** Both work in one checkout: what they apply is in no commit. */
  private static void git(ScenarioLab lab, String commands) {
    lab.hosts()
        .sh(
            Lab.CONTROL,
            ("cd %s && export GIT_AUTHOR_NAME=ann GIT_AUTHOR_EMAIL=ann@localhost"
                    + " GIT_COMMITTER_NAME=ann GIT_COMMITTER_EMAIL=ann@localhost && %s")
                .formatted(lab.control().folder(), commands))
        .orThrow(commands);
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
