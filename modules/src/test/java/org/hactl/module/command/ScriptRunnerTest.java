package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunnerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Scripts scripts = _ -> new ScriptResult(0, false, "", Duration.ZERO);

  @BeforeEach
  void begin() throws Exception {
    scripts = new ScriptRunner(folder.resolve("run"));
  }

  @Test
  void tellsTheExitStatusAndTheLastLine() throws Exception {
    ScriptResult result = scripts.run(shell("echo one; echo \"$HACTL_X $1\" >&2; echo; exit 3"));
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.ok()).isFalse();
    assertThat(result.lastLine()).isEqualTo("value MASTER");
    assertThat(result.text()).isEqualTo("exit 3: value MASTER");
  }

  @Test
  void aScriptThatRunsTooLongIsEndedWithAllThatItStarted() throws Exception {
    Path child = folder.resolve("child");
    ScriptCommand script =
        new ScriptCommand(
            List.of("sh", "-c", "sh -c 'trap \"\" TERM; echo $$ >" + child + "; sleep 600' & wait"),
            Map.of(),
            null,
            Duration.ofMillis(500));
    ScriptResult result = scripts.run(script);
    assertThat(result.timedOut()).isTrue();
    assertThat(result.exit()).as("ended by SIGTERM").isEqualTo(128 + 15);
    Path status = Path.of("/proc", Files.readString(child).strip(), "status");
    await("a child that ignores SIGTERM is killed").until(() -> hasEnded(status));
  }

  @Test
  void anInterruptWhileAScriptIsEndedLeavesNothingRunning() throws Exception {
    Path child = folder.resolve("child");
    Path told = folder.resolve("told");
    ScriptCommand script =
        new ScriptCommand(
            List.of(
                "sh",
                "-c",
                "trap 'touch "
                    + told
                    + "' TERM; echo $$ >"
                    + child
                    + "; while :; do sleep 0.1; done"),
            Map.of(),
            null,
            Duration.ofMillis(500));
    List<Exception> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread running =
        Thread.ofPlatform()
            .start(() -> {
              try {
                scripts.run(script);
              } catch (ModuleException | InterruptedException e) {
                thrown.add(e);
              }
            });
    await("it was told to end").until(() -> Files.exists(told));
    running.interrupt();
    running.join();
    assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
    Path status = Path.of("/proc", Files.readString(child).strip(), "status");
    await("it is killed all the same").until(() -> hasEnded(status));
  }

  @Test
  void aDaemonThatKeepsItsOutputOpenDelaysNothing() throws Exception {
    Path child = folder.resolve("child");
    ScriptResult result = scripts.run(shell("sleep 600 & echo $! >" + child + "; echo started"));
    assertThat(result.text()).isEqualTo("exit 0: started");
    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(child).strip())).orElseThrow();
    assertThat(daemon.isAlive()).isTrue();
    daemon.destroyForcibly();
  }

  @Test
  void refusesToRunAsRootWhatOthersCanWrite() throws Exception {
    Path script = Files.writeString(folder.resolve("hook"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xrwx"));
    assertThatThrownBy(() -> scripts.run(script(null, script.toString())))
        .isInstanceOf(ModuleException.class)
        .hasMessageStartingWith("will not run ")
        .hasMessageContaining("or name a user to run it as");
  }

  @Test
  void refusesToRunAsRootAnArgumentThatOthersCanWrite() throws Exception {
    Path script = Files.writeString(folder.resolve("hook"), "echo ran\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--rw-"));
    for (String argument : List.of(script.toString(), "--rcfile=" + script)) {
      assertThatThrownBy(() -> scripts.run(script(null, "sh", argument)))
          .isInstanceOf(ModuleException.class)
          .hasMessageContaining("will not run " + script + " as root: ");
    }
  }

  @Test
  void saysThatThereIsNoSuchProgram() {
    assertThatThrownBy(() -> scripts.run(script(null, "/nonexistent/hook")))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("/nonexistent/hook");
  }

  /** Gone, or a zombie if no process waits for orphans. */
  private static boolean hasEnded(Path status) {
    try {
      return Files.readString(status).contains("State:\tZ");
    } catch (IOException e) {
      return true;
    }
  }

  private static ScriptCommand shell(String text) {
    return script(null, "sh", "-c", text, "hook", "MASTER");
  }

  private static ScriptCommand script(@Nullable String user, String... argv) {
    return new ScriptCommand(
        new ArrayList<>(List.of(argv)), Map.of("HACTL_X", "value"), user, TIMEOUT);
  }
}
