package org.hactl.bfd.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Another BFD program in the peer's namespace, with its files in a folder of its own. */
public final class LabPeer implements AutoCloseable {
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  LabPeer(String name) {
    try {
      folder = Files.createTempDirectory("hactl-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void write(String name, String content) {
    try {
      Files.writeString(path(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program in a namespace, and writes its output to the log. */
  void start(String namespace, String... command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(List.of(command));
    try {
      processes.add(
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(path("log").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log() {
    try {
      return Files.readString(path("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often the log contains this text. */
  int logged(String text) {
    return log().split(Pattern.quote(text), -1).length - 1;
  }

  /** Stops the programs as an operator does. */
  void stop() {
    processes.reversed().forEach(Process::destroy);
    await();
  }

  /** Kills the programs before they can send a packet. */
  public void kill() {
    List<ProcessHandle> all =
        processes.stream().flatMap(process -> process.toHandle().descendants()).toList();
    processes.forEach(Process::destroyForcibly);
    all.forEach(ProcessHandle::destroyForcibly);
    await();
  }

  private void await() {
    try {
      for (Process process : processes) {
        process.waitFor();
      }
      processes.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
