package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars of the hactl command, in the distribution that {@code hactl} has built. */
@Tag("lab")
class CommandClassPathTest {
  private static final Path JARS = Path.of("../.hactl/dist/current/lib");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.hactl.agent.AgentMain",
        "jakarta.mail.Session",
        "io.prometheus.metrics.model.snapshots.MetricSnapshots",
      })
  void classesThatOnlyHostsNeedAreNotInTheJars(String type)
      throws IOException, ClassNotFoundException {
    try (URLClassLoader command =
        new URLClassLoader(jars().toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertThat(Class.forName("org.hactl.cli.Main", false, command)).hasPackage("org.hactl.cli");
      assertThatThrownBy(() -> Class.forName(type, false, command))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  private static List<URL> jars() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (var files = Files.newDirectoryStream(JARS, "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    }
    return jars;
  }
}
