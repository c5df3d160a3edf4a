package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.hactl.lab.ControlNode;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pair of which one director has moved: lvs1 runs hactl, lvs2 still runs keepalived. */
@Tag("nightly")
@Order(2)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeepalivedPeerScenarioTest {
  @Test
  @Order(1)
  void converge(ScenarioLab lab) throws IOException {
    // First lvs2 leaves the site, so that only keepalived programs it afterwards.
    apply(lab, "priority: 100", text -> text.substring(0, text.indexOf("  lvs2:\n")));
    apply(lab, "priority: 100", text -> text);

    eventually(
        "keepalived runs",
        () -> assertThat(lab.read("lvs2", "systemctl is-active keepalived")).isEqualTo("active"));
    eventually("hactl is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    assertThat(lab.holdsVip("lvs2")).isFalse();
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(2)
  void keepalivedTakesOverWhenHactlIsStopped(ScenarioLab lab) {
    lab.read("lvs1", "systemctl stop hactl-agent");

    eventually("keepalived is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    assertThat(lab.holdsVip("lvs1")).isFalse();
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(3)
  void hactlTakesOverAgainByItsPriority(ScenarioLab lab) {
    lab.read("lvs1", "systemctl start hactl-agent");

    eventually("hactl is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    eventually("keepalived gave way", () -> assertThat(lab.holdsVip("lvs2")).isFalse());
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(4)
  void hactlGivesWayToKeepalivedWithTheHigherPriority(ScenarioLab lab) throws IOException {
    apply(lab, "priority: 80", text -> text);

    eventually("keepalived is master", () -> assertThat(lab.holdsVip("lvs2")).isTrue());
    eventually("hactl gave way", () -> assertThat(lab.holdsVip("lvs1")).isFalse());
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(5)
  void hactlTakesOverWhenKeepalivedStops(ScenarioLab lab) throws IOException {
    // The site starts keepalived: stopping it by hand is drift, and hactl starts it again.
    apply(
        lab,
        "priority: 80",
        text -> text.replace("keepalived: {state: started", "keepalived: {state: stopped"));

    eventually("hactl is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
    lab.awaitPages("web1", "web2");
  }

  @Test
  @Order(6)
  void thePairIsThenMovedToHactlWhole(ScenarioLab lab) {
    lab.converge();

    assertThat(lab.hosts().sh("lvs2", "systemctl is-active keepalived").text())
        .isNotEqualTo("active");
    eventually(
        "hactl's table stands",
        () -> assertThat(lab.read("lvs2", "ipvsadm -Ln")).contains("192.168.0.18:80"));
  }

  private static void apply(ScenarioLab lab, String priority, UnaryOperator<String> edit)
      throws IOException {
    Path from = ControlNode.repository().resolve("molecule-tests/keepalived-peer");
    Path to = Files.createDirectories(lab.control().folder().resolve("keepalived-peer"));
    Files.writeString(
        to.resolve("site.yml"),
        edit.apply(Files.readString(from.resolve("site.yml")).replace("priority: 100", priority)));
    Files.writeString(
        to.resolve("keepalived.conf"), Files.readString(from.resolve("keepalived.conf")));
    ExecResult result = lab.hactl("apply", to.resolve("site.yml").toString());
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
  }
}
