package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void defaultsArePinned() {
    assertThat(Options.parse(List.of()))
        .isEqualTo(
            new Options(Path.of("/var/lib/hactl"), Path.of("/run/hactl/agent.sock"), "info"));
    assertThat(Options.DEFAULT.runFolder()).isEqualTo(Path.of("/run/hactl"));
  }

  @Test
  void takesAll() {
    assertThat(
            Options.parse(List.of("--log-level", "debug", "--state-dir", "/a", "--socket", "/b/c")))
        .isEqualTo(new Options(Path.of("/a"), Path.of("/b/c"), "debug"));
  }

  @Test
  void refusesWhatIsNone() {
    assertThatThrownBy(() -> Options.parse(List.of("--sockets", "/x")))
        .hasMessageContaining("--sockets");
    assertThatThrownBy(() -> Options.parse(List.of("--socket"))).hasMessageContaining("value");
    assertThatThrownBy(() -> Options.parse(List.of("--log-level", "loud")))
        .hasMessageContaining("loud");
  }
}
