package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator finds out what a colleague has changed, and takes the site back. */
@Tag("nightly")
@Order(8)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WayBackScenarioTest {
  private static final Pattern SERIAL = Pattern.compile("(?m)^  site shop serial (\\d+) ");

  @AfterAll
  static void theArticlesSiteIsBack(ScenarioLab lab) {
    var _ = lab.hactl("apply", "--force", "playbooks/site.yml");
    lab.converge();
  }

  @Test
  @Order(1)
  void aColleagueChangesTheSite(ScenarioLab lab) {
    lab.converge();
    String site =
        SiteEdit.of(lab)
            .with("scheduler: rr", "scheduler: wrr")
            .with("real_servers: webs", "real_servers: {web1: {weight: 3}, web2: {}}")
            .with("inventory_hostname }}", "inventory_hostname }} of the new shop")
            .as("wrr");
    ExecResult apply = lab.hactl("apply", site);
    assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
    assertThat(table(lab)).contains(VIP + ":80 wrr");
  }

  @Test
  @Order(2)
  void helpNamesTheCommands(ScenarioLab lab) {
    assertThat(lab.hactl("--help").out()).contains("history", "diff", "rollback");
    for (String command : new String[] {"history", "diff", "rollback"}) {
      assertThat(lab.hactl(command, "--help").exit()).isZero();
    }
  }

  @Test
  @Order(3)
  void historyAndDiffTellWhatChanged(ScenarioLab lab) {
    long serial = serial(lab);
    ExecResult history = lab.hactl("history", "lvs1");
    assertThat(history.exit()).isZero();
    assertThat(history.out())
        .containsPattern("(?m)^  \\S+ \\S+ +" + serial + " +\\d+ +\\S+@\\S+ .* confirmed");

    ExecResult diff = lab.hactl("diff");
    assertThat(diff.exit()).as(diff.err()).isZero();
    assertThat(diff.out()).contains("scheduler: rr -> wrr", "file[/var/www/html/index.html]");

    ExecResult ofSerials =
        lab.hactl("diff", "--serial", Long.toString(serial - 1), Long.toString(serial));
    assertThat(ofSerials.exit()).as(ofSerials.err()).isZero();
    assertThat(ofSerials.out()).contains("scheduler: rr -> wrr");
  }

  @Test
  @Order(4)
  void rollbackTakesTheWholeSiteBackWithoutALostRequest(ScenarioLab lab) {
    long serial = serial(lab);
    ExecResult unasked = lab.hactl("rollback");
    assertThat(unasked.exit()).isEqualTo(1);
    assertThat(unasked.err()).contains("--yes");
    assertThat(lab.hactl("rollback", "--check").exit()).isZero();
    assertThat(table(lab)).contains(VIP + ":80 wrr");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult back = lab.hactl("rollback", "--yes");

    assertThat(back.exit()).as(back.out() + back.err()).isZero();
    ClientWatch.Seen seen = watch.end();
    assertThat(seen.lost()).isEmpty();
    assertThat(seen.senders()).containsExactly("192.168.0.14");
    assertThat(table(lab)).contains(VIP + ":80 rr");
    lab.awaitPages("web1", "web2");
    assertThat(serial(lab)).isEqualTo(serial + 1);
    assertThat(lab.hactl("history", "lvs1").out()).contains("rollback to serial " + (serial - 1));
  }

  @Test
  @Order(5)
  void whatWasRolledBackIsNotAppliedAgain(ScenarioLab lab) {
    ExecResult again =
        lab.hactl("apply", lab.control().folder().resolve("playbooks/wrr.yml").toString());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("is what was rolled back", "--force");
    assertThat(table(lab)).contains(VIP + ":80 rr");
  }

  @Test
  @Order(6)
  void oneHostGoesBackByItsGeneration(ScenarioLab lab) {
    ExecResult unnamed = lab.hactl("rollback", "1", "--yes");
    assertThat(unnamed.exit()).isEqualTo(1);
    assertThat(unnamed.err()).contains("name the host");

    ExecResult history = lab.hactl("history", "web1");
    Matcher generations =
        Pattern.compile("(?m)^  \\S+ \\S+ +\\d+ +(\\d+) .* confirmed").matcher(history.out());
    assertThat(generations.find()).isTrue();
    assertThat(generations.find()).isTrue();
    ExecResult back = lab.hactl("rollback", generations.group(1), "web1", "--yes");
    assertThat(back.exit()).as(back.out() + back.err()).isZero();
    assertThat(lab.read("web1", "cat /var/www/html/index.html")).isEqualTo("web1 of the new shop");
    assertThat(lab.hactl("status").out())
        .contains("rollback to generation " + generations.group(1));
  }

  private static long serial(ScenarioLab lab) {
    Matcher matcher = SERIAL.matcher(lab.hactl("status", "--limit", "lvs1").out());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static String table(ScenarioLab lab) {
    return lab.read("lvs1", "ipvsadm -Ln") + lab.read("lvs2", "ipvsadm -Ln");
  }
}
