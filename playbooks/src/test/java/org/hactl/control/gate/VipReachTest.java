package org.hactl.control.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.view.Answers.VIP;
import static org.hactl.control.view.Answers.backup;
import static org.hactl.control.view.Answers.fault;
import static org.hactl.control.view.Answers.host;
import static org.hactl.control.view.Answers.master;

import java.util.List;
import java.util.stream.Stream;
import org.hactl.control.gate.VipReach.Question;
import org.hactl.control.view.Answers;
import org.hactl.control.view.HostAnswer;
import org.junit.jupiter.api.Test;

class VipReachTest {
  private static final Question ASKED = new Question(VIP, "VI_1", "lvs1", "lvs2");

  @Test
  void theBackupAsksTheVipOfTheMaster() {
    assertThat(VipReach.questions(answers(master("lvs1"), backup("lvs2"), host("web1"))))
        .containsExactly(ASKED);
  }

  @Test
  void withoutOneMasterAndABackupNothingCanBeAsked() {
    assertThat(VipReach.questions(answers(master("lvs1"), master("lvs2")))).isEmpty();
    assertThat(VipReach.questions(answers(master("lvs1"), fault("lvs2")))).isEmpty();
    assertThat(VipReach.questions(answers(master("lvs1"), backup("lvs2").has(VIP, "eth0"))))
        .isEmpty();
  }

  @Test
  void aVipThatAnsweredBeforeMustStillAnswer() {
    VipReach answers = new VipReach(ASKED, true);
    VipReach silent = new VipReach(new Question(VIP, "VI_1", "lvs2", "lvs1"), false);
    assertThat(VipReach.problems(List.of(answers), List.of(silent)))
        .extracting(GateProblem::text)
        .containsExactly(
            "192.168.0.254 of VI_1 does not answer lvs1, although lvs2 is its master; before the apply"
                + " it did");
    assertThat(VipReach.problems(List.of(silent), List.of(silent))).isEmpty();
    assertThat(VipReach.problems(List.of(), List.of(silent))).isEmpty();
    assertThat(VipReach.problems(List.of(answers), List.of(answers))).isEmpty();
  }

  private static List<HostAnswer> answers(Answers... answers) {
    return Stream.of(answers).map(Answers::answer).toList();
  }
}
