package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.api.RealServerView.Health;
import org.junit.jupiter.api.Test;

class BriefAnswersTest {
  private static final Answers WHOLE =
      Answers.backup("lvs2").serving("web", Answers.server("web1", Health.HEALTHY));

  @Test
  void directorsWithTheSameServicesNeedNotTellThem() {
    assertThat(suffice(Answers.master("lvs1").brief("a"), Answers.backup("lvs2").brief("a")))
        .isTrue();
    assertThat(suffice(Answers.master("lvs1").brief("a"), Answers.host("web1"))).isTrue();
  }

  @Test
  void directorsOfOneRouterWithOtherServicesAreComparedAsAWhole() {
    assertThat(suffice(Answers.master("lvs1").brief("a"), Answers.backup("lvs2").brief("b")))
        .isFalse();
  }

  @Test
  void directorsOfOtherRoutersMayDiffer() {
    Answers other = Answers.host("lvs3").vip("192.168.0.9").router("VI_2", 52, "MASTER", 0, null);
    assertThat(suffice(Answers.master("lvs1").brief("a"), other.brief("b"))).isTrue();
  }

  @Test
  void aDirectorThatTellsItsServicesNeedsTheOthersToDoSo() {
    assertThat(suffice(Answers.master("lvs1").brief("a"), WHOLE)).isFalse();
    assertThat(suffice(Answers.master("lvs1").brief("a"), Answers.backup("lvs2")))
        .as("an older agent, with no service")
        .isFalse();
  }

  @Test
  void wholeAnswersSuffice() {
    assertThat(suffice(Answers.master("lvs1"), WHOLE)).isTrue();
    assertThat(BriefAnswers.suffice(List.of(HostAnswer.silent("lvs1")))).isTrue();
  }

  private static boolean suffice(Answers one, Answers other) {
    return BriefAnswers.suffice(List.of(one.answer(), other.answer()));
  }
}
