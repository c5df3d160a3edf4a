package org.hactl.module.service;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandRunner;
import org.hactl.module.command.OrdinaryProcess;
import org.hactl.module.command.ProcessRunner;

/**
 * Services that are plain commands. hactl starts each command in its own session, so that it runs
 * on when the agent ends. Each has a process record ({@code NAME.pid}) and a log ({@code NAME.log},
 * truncated at each start).
 */
final class PlainCommands implements ServiceManager {
  private static final Duration STOP_TIME = Duration.ofSeconds(10);

  /**
   * The process writes its own record before it runs the command: a crash of the agent right after
   * the start leaves no process without a record.
   */
  private static final String RECORD_AND_RUN =
      "cat /proc/sys/kernel/random/boot_id /proc/$$/stat > \"$0.new\" && mv \"$0.new\" \"$0\""
          + " && exec \"$@\"";

  private final CommandRunner runner;
  private final Path folder;

  /**
   * @param folder the folder for process records and logs
   */
  PlainCommands(CommandRunner runner, Path folder) {
    this.runner = runner;
    this.folder = folder;
  }

  @Override
  public Map<String, ServiceState> observe(Collection<ServiceResource> services)
      throws ModuleException {
    Map<String, ServiceState> states = new TreeMap<>();
    for (ServiceResource service : services) {
      Optional<ProcessRecord> process = process(service);
      if (service.command() != null || process.isPresent()) {
        states.put(
            service.name(),
            new ServiceState.Found(
                process.isPresent(),
                process.isPresent() ? "running" : "stopped",
                ServiceState.Enabled.FIXED));
      }
    }
    return states;
  }

  private Optional<ProcessRecord> process(ServiceResource service) throws ModuleException {
    try {
      return ProcessRecord.read(pidFile(service)).filter(ProcessRecord::isAlive);
    } catch (IOException e) {
      throw new ModuleException("cannot read " + pidFile(service) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void start(ServiceResource service) throws ModuleException {
    List<String> command = service.command();
    if (command == null || process(service).isPresent()) {
      return;
    }
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("sh", "-c", RECORD_AND_RUN, pidFile(service).toString()));
    argv.addAll(command);
    List<String> all = new ArrayList<>(List.of("setsid"));
    all.addAll(OrdinaryProcess.argv(argv));
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(pidFile(service));
      ProcessBuilder builder =
          new ProcessBuilder(all)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(log(service).toFile())
              .redirectErrorStream(true);
      ProcessRunner.setEnvironment(builder);
      awaitRecord(service, builder.start());
    } catch (IOException e) {
      throw new ModuleException(
          "cannot start " + service.name() + " (" + command.getFirst() + "): " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleException("interrupted while starting " + service.name(), e);
    }
  }

  /** Waits until the command runs, which takes milliseconds, or has ended already. */
  private void awaitRecord(ServiceResource service, Process process)
      throws IOException, InterruptedException {
    while (ProcessRecord.read(pidFile(service)).isEmpty() && process.isAlive()) {
      process.waitFor(Duration.ofMillis(10));
    }
    // Most commands that cannot run end at once. If a command ends later, the next pass sees it.
    process.waitFor(Duration.ofMillis(200));
  }

  @Override
  public void stop(ServiceResource service) throws ModuleException {
    Optional<ProcessRecord> running = process(service);
    if (running.isPresent()) {
      long pid = running.get().pid();
      signal("TERM", pid);
      try {
        ProcessHandle.of(pid)
            .orElseThrow()
            .onExit()
            .get(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        signal("KILL", pid);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ModuleException("interrupted while stopping " + service.name(), e);
      } catch (ExecutionException | NoSuchElementException e) {
        // The process has ended meanwhile, as wanted.
      }
    }
    try {
      Files.deleteIfExists(pidFile(service));
    } catch (IOException e) {
      throw new ModuleException("cannot remove " + pidFile(service) + ": " + e.getMessage(), e);
    }
  }

  /** Sends a signal to the whole process group of the session. */
  private void signal(String name, long pid) throws ModuleException {
    runner.run(Command.of("sh", "-c", "kill -s " + name + " -- -" + pid));
  }

  @Override
  public void restart(ServiceResource service) throws ModuleException {
    Optional<ProcessRecord> running = process(service);
    if (service.reload() && running.isPresent()) {
      signal("HUP", running.get().pid());
      return;
    }
    stop(service);
    start(service);
  }

  @Override
  public void enable(ServiceResource service, boolean enabled) {
    // Nothing to do: the agent starts these services whenever it starts.
  }

  @Override
  public String lastWords(ServiceResource service) {
    try {
      List<String> lines = Files.readAllLines(log(service));
      return lines.isEmpty()
          ? ""
          : "; the last lines of its log: "
              + String.join(" | ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  private Path pidFile(ServiceResource service) {
    return folder.resolve(service.name() + ".pid");
  }

  private Path log(ServiceResource service) {
    return folder.resolve(service.name() + ".log");
  }
}
