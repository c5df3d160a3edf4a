package org.hactl.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a program of this machine and waits for its end. */
record LocalProgram(List<String> argv, Map<String, String> environment, Duration timeout) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  LocalProgram {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  static LocalProgram of(String... argv) {
    return of(List.of(argv));
  }

  static LocalProgram of(List<String> argv) {
    return new LocalProgram(argv, Map.of(), DEFAULT_TIMEOUT);
  }

  LocalProgram timeout(Duration longer) {
    return new LocalProgram(argv, environment, longer);
  }

  LocalProgram with(String variable, String value) {
    Map<String, String> more = new java.util.HashMap<>(environment);
    more.put(variable, value);
    return new LocalProgram(argv, more, timeout);
  }

  /** Runs it and throws its output if it fails. */
  ExecResult check(String doing) {
    return run().orThrow(doing);
  }

  ExecResult run() {
    return run(line -> {});
  }

  /** Runs it and passes on each line of its standard error as it arrives. */
  ExecResult run(Consumer<String> errorLine) {
    Process process = start();
    RUNNING.add(process);
    try {
      process.getOutputStream().close();
      CompletableFuture<String> out = new CompletableFuture<>();
      CompletableFuture<String> err = new CompletableFuture<>();
      Thread.startVirtualThread(() -> drain(process.getInputStream(), line -> {}, out));
      Thread.startVirtualThread(() -> drain(process.getErrorStream(), errorLine, err));
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LabException("%s did not end within %d s".formatted(text(), timeout.toSeconds()));
      }
      return new ExecResult(process.exitValue(), settled(out), settled(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + text(), e);
    } catch (IOException e) {
      throw new LabException("cannot run " + text(), e);
    } finally {
      destroy(process);
      RUNNING.remove(process);
    }
  }

  /** Ends the programs that still run, after Ctrl-C. */
  static void destroyAll() {
    RUNNING.forEach(LocalProgram::destroy);
  }

  private static void destroy(Process process) {
    if (process.isAlive()) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private Process start() {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new LabException("cannot run " + text() + ": " + e.getMessage(), e);
    }
  }

  private String text() {
    return String.join(" ", argv);
  }

  /**
   * A grandchild may keep a pipe open after the program's end; the output is what has arrived until
   * then.
   */
  private static String settled(CompletableFuture<String> output) throws InterruptedException {
    try {
      return output.get(5, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return "";
    }
  }

  private static void drain(
      InputStream stream, Consumer<String> eachLine, CompletableFuture<String> whole) {
    StringBuilder text = new StringBuilder();
    try (var reader = new java.io.InputStreamReader(stream, StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      char[] buffer = new char[8192];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        text.append(buffer, 0, n);
        for (int i = 0; i < n; i++) {
          if (buffer[i] == '\n') {
            eachLine.accept(line.toString());
            line.setLength(0);
          } else {
            line.append(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      text.append("[output lost: ").append(e.getMessage()).append(']');
    }
    whole.complete(text.toString());
  }
}
