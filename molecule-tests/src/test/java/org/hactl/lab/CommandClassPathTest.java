package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hactl.cli.Installation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path of this module is that of the hactl command. */
class CommandClassPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.hactl.agent.AgentMain",
        "jakarta.mail.Session",
        "io.prometheus.metrics.model.snapshots.MetricSnapshots",
      })
  void classesThatOnlyHostsNeedAreNotOnTheClassPath(String type) {
    ClassLoader loader = Installation.class.getClassLoader();
    assertThat(loader).isNotNull();
    assertThatThrownBy(() -> Class.forName(type, false, loader))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
