package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A web server and a director get other names in the inventory, and no request is lost. */
@Tag("nightly")
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RenameScenarioTest {
  @Test
  @Order(1)
  void aWebServerAndItsDrainGetAnotherName(ScenarioLab lab) throws IOException {
    lab.converge();
    assertThat(lab.hactl("rename", "web1", "shop1").err())
        .contains("the inventory still has web1 and not shop1");
    assertThat(lab.hactl("drain", "web1", "--reason", "new disk", "--max", "30s").exit()).isZero();
    edit(lab, "inventory/hosts.yml", "web1", "shop1");
    ClientWatch watch = ClientWatch.begin(lab);

    ExecResult rename = lab.hactl("rename", "web1", "shop1");

    assertThat(rename.exit()).as(rename.out() + rename.err()).isZero();
    assertThat(rename.out()).contains("web1 is shop1 now");
    assertThat(lab.hactl("holds").out())
        .containsPattern("drain shop1 .* new disk +lvs1, lvs2")
        .doesNotContain("web1");
    assertThat(lab.hactl("undrain", "shop1").exit()).isZero();
    lab.awaitPages("shop1", "web2");
    ExecResult status = lab.hactl("status");
    assertThat(status.exit()).as(status.out()).isZero();
    assertThat(status.out()).doesNotContain("web1", "no longer in the inventory");
    assertThat(watch.end().lost()).isEmpty();
  }

  @Test
  @Order(2)
  void aRollbackFindsWhatTheHostHadUnderItsOldName(ScenarioLab lab) {
    ExecResult back = lab.hactl("rollback", "--yes");
    assertThat(back.exit()).as(back.out() + back.err()).isZero();
    lab.awaitPages("web1", "web2");
    assertThat(lab.hactl("rollback", "--yes").exit()).isZero();
    lab.awaitPages("shop1", "web2");
  }

  @Test
  @Order(3)
  void theMasterGetsAnotherNameAndStaysMaster(ScenarioLab lab) throws IOException {
    edit(lab, "inventory/hosts.yml", "shop1", "web1");
    assertThat(lab.hactl("rename", "shop1", "web1").exit()).isZero();
    lab.awaitPages("web1", "web2");
    ClientWatch watch = ClientWatch.begin(lab);
    for (String[] name : new String[][] {{"lvs1", "edge1"}, {"edge1", "lvs1"}}) {
      edit(lab, "inventory/hosts.yml", name[0], name[1]);
      edit(lab, "playbooks/site.yml", name[0], name[1]);
      ExecResult rename = lab.hactl("rename", name[0], name[1]);
      assertThat(rename.exit()).as(rename.out() + rename.err()).isZero();
      assertThat(lab.holdsVip("lvs1")).isTrue();
      assertThat(lab.holdsVip("lvs2")).isFalse();
    }
    assertThat(watch.end().lost()).isEmpty();
    lab.apply();
  }

  private static void edit(ScenarioLab lab, String file, String from, String to)
      throws IOException {
    Path path = lab.control().folder().resolve(file);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to), StandardCharsets.UTF_8);
  }
}
