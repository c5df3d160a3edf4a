package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A bad change, and an apply whose control node is killed, go back by themselves on the whole site.
 * {@link BadChangeScenarioTest} and {@link KilledApplyScenarioTest} have the other cases.
 */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GoesBackScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @Test
  @Order(2)
  void aWebServerThatDoesNotRestart(ScenarioLab lab) {
    String conf = "/etc/nginx/conf.d/shop.conf";
    String site =
        SiteEdit.of(lab)
            .with(
                "/var/www/html/index.html: {",
                conf + ": {content: \"no configuration;\\n\"}, /var/www/html/index.html: {")
            .with("enabled: true}", "enabled: true, restart_on: [" + conf + "]}")
            .as("no-restart");

    UndoneApply undone = UndoneApply.of(lab, lab.control(), site);

    assertThat(undone.said()).contains("NEVER STARTED", "web2");
    // Requests that went to web1 while its nginx did not run.
    assertThat(undone.seen().lost()).hasSizeLessThan(undone.seen().answers().size() / 2);
    assertThat(lab.read("web1", "systemctl is-active nginx; ls /etc/nginx/conf.d"))
        .isEqualTo("active");
  }

  @Test
  @Order(3)
  void theControlNodeIsKilledWhileTheMasterApplies(ScenarioLab lab) {
    KilledApply.at(lab, lab.control(), "wave 3 of 3", 1, KilledApply.OLD);
  }
}
