package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
  @Test
  void defaultsArePinned() {
    assertThat(AgentOptions.parse(List.of()))
        .isEqualTo(
            new AgentOptions(Path.of("/var/lib/hactl"), Path.of("/run/hactl/agent.sock"), "info"));
    assertThat(AgentOptions.DEFAULT.runFolder()).isEqualTo(Path.of("/run/hactl"));
  }

  @Test
  void takesAll() {
    assertThat(
            AgentOptions.parse(
                List.of(
                    "--log-level",
                    "debug",
                    "--state-dir",
                    "/a",
                    "--socket",
                    "/b/c",
                    "--helper",
                    "/d")))
        .isEqualTo(new AgentOptions(Path.of("/a"), Path.of("/b/c"), "debug", Path.of("/d")));
  }

  @Test
  void refusesInvalidOptions() {
    assertThatThrownBy(() -> AgentOptions.parse(List.of("--sockets", "/x")))
        .hasMessageContaining("--sockets");
    assertThatThrownBy(() -> AgentOptions.parse(List.of("--socket"))).hasMessageContaining("value");
    assertThatThrownBy(() -> AgentOptions.parse(List.of("--log-level", "loud")))
        .hasMessageContaining("loud");
  }
}
