package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;

import java.io.IOException;
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
@Tag("lab")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoOperatorsScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void oneWinsWholeAndTheOtherIsRefused(ScenarioLab lab) throws Exception {
    for (int millis : List.of(0, 300, 1500)) {
      lab.apply();
      ClientTraffic traffic = new ClientTraffic(lab);
      traffic.begin();
      HactlRun ann = start(lab, "ann", "wrr");
      Thread.sleep(millis);
      HactlRun ben = start(lab, "ben", "lc");
      ExecResult ofAnn = ann.await(Duration.ofMinutes(4));
      ExecResult ofBen = ben.await(Duration.ofMinutes(4));
      System.out.println(
          "  ann %d, ben %d; %s".formatted(ofAnn.exit(), ofBen.exit(), traffic.end()));
      String won = ofAnn.exit() == 0 ? "wrr" : "lc";
      ExecResult refused = ofAnn.exit() == 0 ? ofBen : ofAnn;
      assertThat(List.of(ofAnn.exit(), ofBen.exit())).containsExactlyInAnyOrder(0, 1);
      assertThat(refused.err()).contains("has locked this host for apply since");
      for (String director : new String[] {"lvs1", "lvs2"}) {
        assertThat(lab.read(director, "ipvsadm -Ln")).contains("TCP  " + VIP + ":80 " + won);
      }
      for (String web : new String[] {"web1", "web2"}) {
        assertThat(lab.read(web, "cat /root/site")).isEqualTo(won);
      }
      ExecResult later =
          start(lab, won.equals("wrr") ? "ben" : "ann", won.equals("wrr") ? "lc" : "wrr")
              .await(Duration.ofMinutes(4));
      System.out.println("  later: " + later.exit());
    }
  }

  private static HactlRun start(ScenarioLab lab, String who, String scheduler) throws IOException {
    String site =
        SiteEdit.of(lab)
            .with("scheduler: rr", "scheduler: " + scheduler)
            .with(
                "/var/www/html/index.html: {",
                "/root/site: {content: %s}, /var/www/html/index.html: {".formatted(scheduler))
            .as("site-" + who);
    return lab.control()
        .start(
            line -> System.out.println("  | " + who + ": " + line),
            Map.of("SUDO_USER", who),
            "apply",
            site);
  }
}
