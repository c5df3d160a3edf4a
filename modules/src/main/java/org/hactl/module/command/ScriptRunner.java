package org.hactl.module.command;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.libc.ProcessGroup;
import org.hactl.module.ModuleException;

/**
 * Runs scripts as child processes, each with its own session and process group, so that every
 * process that a script started ends with the script.
 *
 * <p>Their output goes to files, not to pipes: a daemon that a script leaves running may keep a
 * pipe open, and the agent would wait for it.
 */
public final class ScriptRunner implements Scripts {
  private static final Duration KILL_GRACE = Duration.ofSeconds(2);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
  private static final Duration FIRST_CHECK_INTERVAL = Duration.ofMillis(20);
  private static final int MAX_OUTPUT_BYTES = 1024 * 1024;
  private static final int MAX_TAIL_BYTES = 4096;
  private static final int MAX_LINE_LETTERS = 500;

  private final OutputFolder folder;

  /**
   * @param folder for the output of running scripts; created if it is missing, and emptied of what
   *     a crash left
   */
  public ScriptRunner(Path folder) throws IOException {
    this.folder = new OutputFolder(folder);
  }

  @Override
  public ScriptResult run(ScriptCommand script) throws ModuleException, InterruptedException {
    List<String> argv = argv(script);
    try {
      Path out = folder.file();
      try {
        return run(script, argv, out);
      } finally {
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      throw new ModuleException("cannot run " + script.text() + ": " + e.getMessage(), e);
    }
  }

  private static ScriptResult run(ScriptCommand script, List<String> argv, Path out)
      throws IOException, InterruptedException {
    // Opened for appending, so that the file can be truncated while it is written.
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    ProcessRunner.setEnvironment(builder);
    if (script.user() != null) {
      builder.environment().put("HOME", "/");
      builder.environment().put("USER", script.user());
    }
    builder.environment().putAll(script.env());
    long began = System.nanoTime();
    Process process = builder.start();
    boolean inTime;
    try {
      inTime = await(process, began + script.timeout().toNanos(), out);
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
    if (!inTime) {
      end(process);
    }
    int exit = process.waitFor();
    return new ScriptResult(
        exit, !inTime, lastLine(out), Duration.ofNanos(System.nanoTime() - began));
  }

  private static boolean await(Process process, long deadlineNanos, Path out)
      throws IOException, InterruptedException {
    while (true) {
      long left = deadlineNanos - System.nanoTime();
      if (process.waitFor(Math.clamp(left, 0, CHECK_INTERVAL.toNanos()), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
      cut(out);
    }
  }

  private static void end(Process process) throws InterruptedException {
    ProcessGroup group = new ProcessGroup(process.pid());
    long deadline = System.nanoTime() + KILL_GRACE.toNanos();
    group.terminate();
    try {
      while (group.isAlive() && System.nanoTime() - deadline < 0) {
        Thread.sleep(FIRST_CHECK_INTERVAL);
      }
    } finally {
      group.kill();
    }
  }

  private static void cut(Path out) throws IOException {
    if (Files.size(out) > MAX_OUTPUT_BYTES) {
      try (RandomAccessFile file = new RandomAccessFile(out.toFile(), "rw")) {
        file.setLength(0);
      }
    }
  }

  private static String lastLine(Path out) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(out.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - MAX_TAIL_BYTES));
      byte[] tail = new byte[MAX_TAIL_BYTES];
      int length = Math.max(0, file.read(tail));
      String line =
          new String(tail, 0, length, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(said -> !said.isEmpty())
              .reduce("", (_, later) -> later);
      return line.length() > MAX_LINE_LETTERS ? line.substring(0, MAX_LINE_LETTERS) : line;
    }
  }

  private static List<String> argv(ScriptCommand script)
      throws ModuleException, InterruptedException {
    Path program = Programs.find(script.argv().getFirst());
    List<String> arguments = script.argv().subList(1, script.argv().size());
    List<String> argv = new ArrayList<>();
    if (script.user() == null || script.user().equals("root")) {
      ScriptSecurity.check(program, arguments);
    } else {
      argv.addAll(
          List.of(
              "setpriv",
              "--reuid=" + script.user(),
              "--regid=" + groupOf(script.user(), script.timeout()),
              "--init-groups",
              "--no-new-privs",
              "--"));
    }
    argv.add(program.toString());
    argv.addAll(arguments);
    List<String> all = new ArrayList<>(List.of("setsid"));
    all.addAll(OrdinaryProcess.argv(argv));
    return all;
  }

  private static String groupOf(String user, Duration timeout)
      throws ModuleException, InterruptedException {
    try {
      Process id = new ProcessBuilder("id", "-g", "--", user).redirectErrorStream(true).start();
      // Waits before reading: a directory service may not answer. The pipe holds id's whole output.
      if (!id.waitFor(timeout)) {
        id.destroyForcibly();
        throw new ModuleException(
            "cannot find the group of %s: id has not answered in %d ms; look at nsswitch.conf"
                .formatted(user, timeout.toMillis()));
      }
      String said = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (id.exitValue() != 0) {
        throw new ModuleException("cannot run anything as " + user + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new ModuleException("cannot find the group of " + user + ": " + e.getMessage(), e);
    }
  }
}
