package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The start-up caches have the classes that commands and an agent load. The limits are on numbers
 * of classes: a cache that is missing or that was trained on something else has over a thousand too
 * few.
 */
@Tag("nightly")
@Order(9)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartUpScenarioTest {
  /** Classes of hactl and its libraries that a command may load from the jars. */
  private static final int COMMAND_JARS = 20;

  /** Classes of the JDK that a command may load from its modules. */
  private static final int COMMAND_JDK = 20;

  private static final int AGENT_JARS = 40;
  private static final int AGENT_JDK = 40;

  /** Far below what each of them loads. */
  private static final int LEAST_FROM_CACHE = 1_500;

  private static final String DROP_IN = "/run/systemd/system/hactl-agent.service.d";
  private static final String AGENT_LOG = "/run/hactl/classes.log";

  @TempDir Path folder;

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "plan playbooks/site.yml",
        "apply playbooks/site.yml",
        "apply --check --diff playbooks/site.yml",
        "status",
        "status --output json",
        "drift",
        "events",
      })
  void aCommandLoadsItsClassesFromTheCache(String words, ScenarioLab lab) throws IOException {
    assertFromCache(words, lab);
  }

  @Test
  @Order(3)
  void anApplyThatChangesTheHostsLoadsItsClassesFromTheCache(ScenarioLab lab) throws IOException {
    Path site = lab.control().folder().resolve("playbooks/site.yml");
    String before = Files.readString(site);
    Files.writeString(site, before.replace("timeout: 3s", "timeout: 2s"));
    try {
      assertFromCache("apply playbooks/site.yml", lab);
    } finally {
      Files.writeString(site, before);
      lab.apply();
    }
  }

  @Test
  @Order(4)
  void anAgentLoadsItsClassesFromTheCacheUntilItIsMaster(ScenarioLab lab) {
    lab.read(
        "lvs1",
        """
        mkdir -p %1$s
        printf '[Service]\\nEnvironment="HACTL_AGENT_OPTS=%2$s %3$s"\\n' >%1$s/classes.conf
        systemctl daemon-reload
        systemctl restart hactl-agent\
        """
            .formatted(
                DROP_IN,
                "-XX:AOTCache=/opt/hactl/current/hactl.aot",
                "-Xlog:class+load:file=" + AGENT_LOG));
    try {
      eventually("lvs1 is master", () -> assertThat(lab.holdsVip("lvs1")).isTrue());
      ClassLog log = ClassLog.parse(lab.read("lvs1", "cat " + AGENT_LOG));
      assertFromCache("the agent", log, AGENT_JARS, AGENT_JDK);
    } finally {
      lab.read(
          "lvs1",
          "rm -f %s/classes.conf %s; systemctl daemon-reload; systemctl restart hactl-agent"
              .formatted(DROP_IN, AGENT_LOG));
      lab.converge();
    }
  }

  private void assertFromCache(String words, ScenarioLab lab) throws IOException {
    Path log = folder.resolve("classes.log");
    ExecResult result =
        lab.control().hactlWithJvmOptions("-Xlog:class+load:file=" + log, words.split(" "));
    assertThat(result.exit()).as("hactl %s said: %s%s", words, result.out(), result.err()).isZero();
    assertFromCache(
        "hactl " + words, ClassLog.parse(Files.readString(log)), COMMAND_JARS, COMMAND_JDK);
  }

  private static void assertFromCache(String who, ClassLog log, int jars, int jdk) {
    System.out.println("  classes of " + who + ": " + log.counts());
    assertThat(log.fromCache())
        .as("classes of %s from the cache", who)
        .isGreaterThan(LEAST_FROM_CACHE);
    assertThat(log.fromJars()).as("classes of %s from jars", who).hasSizeLessThanOrEqualTo(jars);
    assertThat(log.fromJdk()).as("classes of %s from the JDK", who).hasSizeLessThanOrEqualTo(jdk);
  }
}
