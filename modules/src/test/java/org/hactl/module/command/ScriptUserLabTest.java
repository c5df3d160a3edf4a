package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run as another user. Needs root. */
@Tag("lab")
class ScriptUserLabTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Scripts scripts = _ -> new ScriptResult(0, false, "", Duration.ZERO);

  @BeforeEach
  void begin() throws Exception {
    scripts = new ScriptRunner(folder.resolve("run"));
  }

  @Test
  void anotherUserCannotGetNewPrivileges() throws Exception {
    ScriptResult result =
        scripts.run(script("nobody", "sh", "-c", "grep NoNewPrivs /proc/self/status"));
    assertThat(result.lastLine()).isEqualTo("NoNewPrivs:\t1");
  }

  @Test
  void runsAsItsUserWithTheGroupsOfThatUser() throws Exception {
    ScriptResult result = scripts.run(script("nobody", "sh", "-c", "echo $(id -un) $(id -Gn)"));
    assertThat(result.lastLine()).isEqualTo("nobody nogroup");
    assertThatThrownBy(() -> scripts.run(script("no-such-user", "true")))
        .hasMessageContaining("no-such-user");
  }

  private static ScriptCommand script(String user, String... argv) {
    return new ScriptCommand(List.of(argv), Map.of(), user, TIMEOUT);
  }
}
