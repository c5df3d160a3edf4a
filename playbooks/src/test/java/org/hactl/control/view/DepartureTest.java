package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.view.Answers.backup;
import static org.hactl.control.view.Answers.fault;
import static org.hactl.control.view.Answers.host;
import static org.hactl.control.view.Answers.master;
import static org.hactl.control.view.Answers.server;

import java.util.List;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.junit.jupiter.api.Test;

class DepartureTest {
  private static List<String> losses(String host, Answers... answers) {
    return Departure.losses(host, List.of(answers).stream().map(Answers::answer).toList());
  }

  @Test
  void aMasterMayLeaveWhenItsBackupIsThere() {
    assertThat(losses("lvs1", master("lvs1"), backup("lvs2"))).isEmpty();
    assertThat(losses("lvs2", master("lvs1"), backup("lvs2"))).isEmpty();
  }

  @Test
  void aMasterWithoutABackupMustStay() {
    assertThat(losses("lvs1", master("lvs1"), fault("lvs2")))
        .containsExactly("lvs1 is master of VI_1, and no other director is its backup");
  }

  @Test
  void aRealServerThatGetsConnectionsMustStay() {
    Answers director = master("lvs1").serving("web", server("web1", Health.HEALTHY));
    assertThat(losses("web1", director, host("web1"))).containsExactly("lvs1 sends web to web1");
    assertThat(losses("web2", director, host("web2"))).isEmpty();
  }

  @Test
  void aDrainedRealServerMayLeave() {
    RealServerView drained =
        RealServerView.builder("web1", "192.168.0.21", 80)
            .weight(0)
            .health(Health.HEALTHY, 0, "")
            .connections(0L, 0L)
            .build();
    assertThat(losses("web1", master("lvs1").serving("web", drained))).isEmpty();
  }
}
