package org.hactl.module.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hactl.module.command.FakeCommandRunner;
import org.hactl.module.command.ProcessRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. */
class PlainCommandsTest {
  @TempDir Path folder;
  @TempDir Path scratch;
  private ServiceResource service = command("true");
  private PlainCommands commands = new PlainCommands(new FakeCommandRunner(), Path.of("/"));

  @BeforeEach
  void start() throws Exception {
    commands = new PlainCommands(new ProcessRunner(scratch), folder);
  }

  @AfterEach
  void stop() throws Exception {
    commands.stop(service);
  }

  @Test
  void runsUntilItIsStopped() throws Exception {
    service = command("echo begun; exec sleep 300");
    assertThat(running()).isFalse();

    commands.start(service);

    assertThat(running()).isTrue();
    assertThat(commands.lastWords(service)).isEqualTo("; the last lines of its log: begun");
    long pid = pid();
    // Another start, as after a restart of the agent, finds the same process.
    new PlainCommands(new ProcessRunner(scratch), folder).start(service);
    assertThat(pid()).isEqualTo(pid);

    commands.stop(service);
    assertThat(running()).isFalse();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void childrenEndWithIt() throws Exception {
    service = command("sleep 300 & echo $!; wait");
    commands.start(service);
    long child = Long.parseLong(Files.readString(folder.resolve("web.log")).strip());
    assertThat(ProcessHandle.of(child)).isPresent();
    ProcessHandle handle = ProcessHandle.of(child).orElseThrow();

    commands.stop(service);

    handle.onExit().join();
    assertThat(handle.isAlive()).isFalse();
  }

  @Test
  void aRestartStartsAnotherProcess() throws Exception {
    service = command("exec sleep 300");
    commands.start(service);
    long pid = pid();

    commands.restart(service);

    assertThat(running()).isTrue();
    assertThat(pid()).isNotEqualTo(pid);
  }

  @Test
  void aCommandThatEndsAtOnceDoesNotRun() throws Exception {
    service = command("echo cannot bind >&2; exit 1");

    commands.start(service);

    assertThat(running()).isFalse();
    assertThat(commands.lastWords(service)).isEqualTo("; the last lines of its log: cannot bind");
  }

  @Test
  void anotherProcessWithTheSameNumberIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    String stat = Files.readString(Path.of("/proc/" + other.pid() + "/stat"));
    String bootId = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
    String[] fields = stat.split(" ");
    fields[21] = Long.toString(Long.parseLong(fields[21]) - 1);
    Files.writeString(folder.resolve("web.pid"), bootId + String.join(" ", fields));
    service = command("exec sleep 300");

    assertThat(running()).isFalse();
    commands.stop(service);

    assertThat(other.isAlive()).isTrue();
    other.destroy();
  }

  @Test
  void aRecordOfAnotherBootIsNoProcess() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));

    assertThat(ProcessRecord.parse("another-boot", stat).orElseThrow().isAlive()).isFalse();
  }

  @Test
  void commandNamesMayContainParentheses() {
    assertThat(
            ProcessRecord.parse(
                "b", "42 (a ) b (c) S 1 42 42 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0"))
        .isEqualTo(Optional.of(new ProcessRecord("b", 42, 777)));
    assertThat(ProcessRecord.parse("b", "nonsense")).isEmpty();
  }

  private long pid() throws Exception {
    return ProcessRecord.read(folder.resolve("web.pid")).orElseThrow().pid();
  }

  private boolean running() throws Exception {
    return commands.observe(List.of(service)).get("web") instanceof ServiceState.Found found
        && found.running();
  }

  private static ServiceResource command(String script) {
    return new ServiceResource("web", true, null, List.of("sh", "-c", script), null, false);
  }
}
