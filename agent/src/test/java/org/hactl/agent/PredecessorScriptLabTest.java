package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.hactl.module.command.ScriptRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shell that is called keepalived, and whose parent never asks for its exit status: after its end
 * it stays in the list of processes. Needs root, for a pid file in {@code /run}.
 */
@Tag("lab")
@Timeout(100)
class PredecessorScriptLabTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String service = "hactl-zombie-" + ProcessHandle.current().pid();
  private final Path pidFile = Path.of("/run", service + ".pid");
  private final PredecessorScript script;
  private final Process parent;

  PredecessorScriptLabTest(@TempDir Path folder) throws IOException {
    Path keepalived = folder.resolve("keepalived");
    Files.copy(Path.of("/bin/sh").toRealPath(), keepalived, StandardCopyOption.COPY_ATTRIBUTES);
    script =
        new PredecessorScript(new ScriptRunner(folder.resolve("run")), folder.resolve("record"));
    parent =
        new ProcessBuilder(
                "sh",
                "-c",
                "'%s' -c 'echo $$ >%s; while :; do sleep 1; done' & exec sleep 1000"
                    .formatted(keepalived, pidFile))
            .start();
  }

  @BeforeEach
  void start() {
    await().atMost(TIMEOUT).until(() -> Files.exists(pidFile) && Files.size(pidFile) > 1);
  }

  @AfterEach
  void end() throws Exception {
    ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    parent.destroyForcibly().waitFor();
    Files.deleteIfExists(pidFile);
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile).strip());
  }

  private static String state(long pid) throws IOException {
    return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "stat")).split(" "))
        .get(2);
  }

  @Test
  void aProcessWhoseExitStatusIsStillToBeAskedForDoesNotRun() throws Exception {
    long old = pid();
    script.freeze(service);
    script.end(service);
    assertThat(state(old)).isEqualTo("Z");
  }

  @Test
  void itIsAwaitedUntilItRunsAgain() throws Exception {
    long old = pid();
    script.freeze(service);
    script.end(service);
    script.comeBack();
    assertThat(pid()).isNotEqualTo(old);
    assertThat(state(pid())).isIn("R", "S");
  }
}
