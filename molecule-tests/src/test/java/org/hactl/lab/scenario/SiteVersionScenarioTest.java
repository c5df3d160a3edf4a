package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** All hosts hold one version of the site, and one run at a time changes them. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SiteVersionScenarioTest {
  private static final Pattern SERIAL = Pattern.compile("(?m)^  site \\S+ serial (\\d+) \\(");

  @Test
  @Order(1)
  void everyHostHoldsTheSameSerial(ScenarioLab lab) {
    lab.converge();
    List<Long> serials = serials(lab);
    assertThat(serials).hasSize(4);
    assertThat(serials.stream().distinct()).hasSize(1);

    assertThat(lab.apply().changed()).isZero();
    assertThat(serials(lab)).as("nothing was changed").isEqualTo(serials);
  }

  @Test
  @Order(2)
  void aDirectorThatWasOffWhileTheSiteChangedIsNamedUntilTheNextApply(ScenarioLab lab) {
    String other = SiteEdit.of(lab).with("scheduler: rr", "scheduler: wrr").as("wrr");
    long before = serials(lab).getFirst();

    lab.hosts().powerOff("lvs2");
    try {
      assertThat(lab.hactl("apply", other).exit()).isEqualTo(4);
    } finally {
      lab.hosts().start("lvs2");
    }

    ScenarioLab.eventually(
        "lvs2 is named",
        () -> {
          ExecResult status = lab.hactl("status");
          assertThat(status.out())
              .contains("SITE ERROR: lvs2 holds serial " + before + " (")
              .contains("the newest is serial " + (before + 1) + " (")
              .contains(
                  "(older site version (%d of %d): does not preempt lvs1)"
                      .formatted(before, before + 1));
          assertThat(status.exit()).isEqualTo(6);
        });
    assertThat(lab.hactl("apply", other).exit()).isZero();
    assertThat(lab.hactl("status").out())
        .doesNotContain("holds serial")
        .doesNotContain("older site version")
        .containsPattern("hears lvs1 \\(serial \\d+\\)");
    lab.converge();
  }

  @Test
  @Order(3)
  void aSecondRunIsRefusedOrWaits(ScenarioLab lab) {
    String lock = "{\"type\":\"lock\",\"owner\":\"ben@lap\",\"purpose\":\"apply\",\"run\":\"1\"}";
    // It is held as long as the file is there, and 10 minutes at most.
    lab.read(
        "lvs1",
        ("echo '%s' >/tmp/lock; touch /tmp/held; { (cat /tmp/lock; for i in $(seq 3000); do [ -e"
                + " /tmp/held ] || break; sleep 0.2; done) | /opt/hactl/current/bin/hactl-agent"
                + " bridge; } >/tmp/lock.out 2>&1 </dev/null &")
            .formatted(lock));
    try {
      ScenarioLab.eventually(
          "lvs1 is locked",
          () -> assertThat(lab.hactl("status").out()).contains("locked by ben@lap for apply"));

      ExecResult refused = lab.hactl("apply", "playbooks/site.yml");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("lvs1: ben@lap has locked this host for apply since");

      ExecResult waited =
          lab.control()
              .hactl(
                  Duration.ofMinutes(5),
                  line -> {
                    System.out.println("  | " + line);
                    if (line.contains("waiting: ben@lap")) {
                      unlock(lab);
                    }
                  },
                  "apply",
                  "--wait",
                  "2m",
                  "playbooks/site.yml");
      assertThat(waited.exit()).as(waited.err()).isZero();
      assertThat(waited.out() + waited.err()).contains("waiting: ben@lap");
    } finally {
      unlock(lab);
    }
  }

  private static void unlock(ScenarioLab lab) {
    lab.read("lvs1", "rm -f /tmp/held");
  }

  private static List<Long> serials(ScenarioLab lab) {
    return SERIAL
        .matcher(lab.hactl("status").out())
        .results()
        .map((MatchResult match) -> Long.valueOf(match.group(1)))
        .toList();
  }
}
