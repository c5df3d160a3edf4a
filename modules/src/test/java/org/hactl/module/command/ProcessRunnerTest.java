package org.hactl.module.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {
  @TempDir Path folder;

  @Test
  void keepsBothOutputsAndTheStatus() throws Exception {
    List<String> lines = new ArrayList<>();

    CommandResult result =
        runner()
            .run(Command.of("sh", "-c", "echo out; echo err >&2; printf end; exit 3"), lines::add);

    assertThat(result)
        .isEqualTo(new CommandResult(3, List.of("out", "end"), List.of("err"), false));
    assertThat(lines).containsExactlyInAnyOrder("out", "err", "end");
    assertThat(result.tail(2)).isEqualTo("end | err");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theEnvironmentIsFixed() throws Exception {
    CommandResult result =
        runner().run(new Command(List.of("env"), Map.of("EXTRA", "1"), Duration.ofSeconds(30)));

    // The shell that starts the program adds what belongs to it.
    assertThat(result.out().stream().filter(line -> !line.matches("(PWD|OLDPWD|SHLVL|_)=.*")))
        .contains("LC_ALL=C.UTF-8", "EXTRA=1", "HOME=/root")
        .hasSize(6);
  }

  @Test
  void doesNotWaitForWhatADaemonKeepsOpen() throws Exception {
    CommandResult result = runner().run("sh", "-c", "sleep 300 & echo $!");

    long pid = Long.parseLong(result.out().getFirst());
    ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
    assertThat(daemon.isAlive()).isTrue();
    daemon.destroy();
  }

  @Test
  void endsAProgramThatTakesTooLong() throws Exception {
    CommandResult result =
        runner()
            .run(
                new Command(
                    List.of("sh", "-c", "echo begun; exec sleep 300"),
                    Map.of(),
                    Duration.ofMillis(300)));

    assertThat(result.timedOut()).isTrue();
    assertThat(result.ok()).isFalse();
    assertThat(result.tail(1)).isEqualTo("(timed out) begun");
  }

  @Test
  void aMissingProgramIsAnError() {
    assertThatThrownBy(() -> runner().run("/nonexistent/program"))
        .isInstanceOf(NoProgramException.class)
        .hasMessageContaining("cannot run /nonexistent/program")
        .hasMessageContaining("there is no program /nonexistent/program")
        .hasMessageContaining("is it installed");
    assertThatThrownBy(() -> runner().run("no-such-program", "x"))
        .hasMessageContaining("cannot run no-such-program x: there is no program no-such-program");
  }

  @Test
  void aProgramMayLockLittleMemoryUnlessItIsUrgent() throws Exception {
    Command command = Command.of("sh", "-c", "ulimit -l");
    assertThat(runner().run(command).out()).containsExactly("64");
    assertThat(runner().run(command.urgent()).out()).isNotEqualTo(List.of("64"));
  }

  @Test
  void removesFilesThatACrashLeft() throws Exception {
    Files.writeString(folder.resolve("run1.out"), "old");

    runner();

    assertThat(folder).isEmptyDirectory();
  }

  private ProcessRunner runner() throws Exception {
    return new ProcessRunner(folder);
  }
}
