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

/** An apply restarts nginx on all web servers; each is drained before, and no request is lost. */
@Tag("nightly")
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingRestartScenarioTest {
  private static final String CONFIGURATION = "/etc/nginx/conf.d/more.conf";

  @AfterAll
  static void nothingIsLeft(ScenarioLab lab) {
    new Downloads(lab).withdraw();
    lab.converge();
  }

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
    assertThat(lab.hactl("apply", site(lab, 8080)).exit()).isZero();
    new Downloads(lab).offer();
  }

  @Test
  @Order(2)
  void downloadsAndRequestsOutliveTheRestartOfEveryWebServer(ScenarioLab lab) {
    Downloads downloads = new Downloads(lab);
    downloads.begin();
    eventually(
        "each web server serves a download",
        () ->
            assertThat(lab.read("lvs1", "ipvsadm -Ln"))
                .containsPattern("192\\.168\\.0\\.18:80 +Route +1 +[1-9]")
                .containsPattern("192\\.168\\.0\\.20:80 +Route +1 +[1-9]"));
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult apply = lab.hactl("apply", site(lab, 8081), "--limit", "webs");

    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    assertThat(apply.out())
        .contains("1  web1  drained first\n  2  web2  drained first\n")
        .contains("web1: drained on lvs1, lvs2")
        .contains("web1: back in service");
    assertThat(watch.end().lost()).isEmpty();
    downloads.await();
    for (String web : new String[] {"web1", "web2"}) {
      assertThat(lab.read(web, "ss -Hltn")).contains(":8081").doesNotContain(":8080");
    }
    assertThat(lab.hactl("holds").out()).contains("Nothing is held.");
    assertThat(lab.hactl("events", "--limit", "lvs1").out())
        .contains("drained web2 for an apply: apply")
        .contains("the drain of web2 for an apply by");
    lab.awaitPages("web1", "web2");
  }

  /** The article's site, with a file that nginx reads. */
  private static String site(ScenarioLab lab, int port) {
    return SiteEdit.of(lab)
        .with("site: shop\n", "site: shop\nrollout: {drain: true, drain_max: 1m}\n")
        .with(
            "    services: {nginx: {state: started, enabled: true}}\n",
            "    services: {nginx: {state: started, enabled: true, restart_on: %s}}\n"
                .formatted(CONFIGURATION))
        .with(
            "    files: {/var/www",
            "    files: {%s: {content: \"server { listen %d; }\\n\", mode: \"0644\"}, /var/www"
                .formatted(CONFIGURATION, port))
        .as("listening");
  }
}
