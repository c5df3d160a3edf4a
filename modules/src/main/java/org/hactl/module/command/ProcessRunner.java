package org.hactl.module.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs as child processes.
 *
 * <p>Their output goes to files, not to pipes. A daemon that a program leaves running may keep a
 * pipe open, and the agent would wait for it. And if the agent ends, no broken pipe kills a package
 * manager at work.
 */
public final class ProcessRunner implements CommandRunner {
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Makes programs answer in English and find system tools, however the agent was started. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", PATH,
          "LANG", "C.UTF-8",
          "LC_ALL", "C.UTF-8",
          "HOME", "/root",
          "TERM", "dumb");

  private static final Duration TAIL_INTERVAL = Duration.ofMillis(100);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);

  private final OutputFolder folder;

  /**
   * @param folder for the output of running programs; created if it is missing, and emptied of what
   *     a crash left
   */
  public ProcessRunner(Path folder) throws IOException {
    this.folder = new OutputFolder(folder);
  }

  @Override
  public CommandResult run(Command command, Consumer<String> lines) throws ModuleException {
    Path out = null;
    Path err = null;
    try {
      List<String> argv = argv(command);
      out = folder.file();
      err = folder.file();
      return run(command, argv, lines, out, err);
    } catch (IOException e) {
      throw new ModuleException("cannot run " + command.text() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleException(command.text() + " was left running: the agent is stopping", e);
    } finally {
      delete(out);
      delete(err);
    }
  }

  /** Looks for the program first: a shell's error for a missing program is an exit status. */
  private static List<String> argv(Command command) throws NoProgramException {
    try {
      var _ = Programs.find(command.argv().getFirst());
    } catch (NoProgramException e) {
      throw new NoProgramException("cannot run " + command.text() + ": " + e.getMessage(), e);
    }
    return switch (command.privilege()) {
      case ORDINARY -> OrdinaryProcess.argv(command.argv());
      case AGENT -> command.argv();
    };
  }

  private static CommandResult run(
      Command command, List<String> argv, Consumer<String> lines, Path out, Path err)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    setEnvironment(builder);
    builder.environment().putAll(command.env());
    long deadline = System.nanoTime() + command.timeout().toNanos();
    Process process = builder.start();
    boolean timedOut = false;
    try (LineTail outTail = new LineTail(out, lines);
        LineTail errTail = new LineTail(err, lines)) {
      while (!process.waitFor(TAIL_INTERVAL)) {
        outTail.poll();
        errTail.poll();
        if (System.nanoTime() - deadline >= 0) {
          timedOut = true;
          end(process);
          break;
        }
      }
      outTail.finish();
      errTail.finish();
    }
    return new CommandResult(process.waitFor(), read(out), read(err), timedOut);
  }

  /** Gives a process the small fixed environment instead of the agent's. */
  public static void setEnvironment(ProcessBuilder builder) {
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
  }

  private static List<String> read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException _) {
        // The next start of the agent empties the folder.
      }
    }
  }
}
