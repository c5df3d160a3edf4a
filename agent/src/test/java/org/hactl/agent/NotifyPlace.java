package org.hactl.agent;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hactl.vrrp.interop.LabNetwork;

/**
 * A namespace of its own with one interface, a hook that writes its arguments to a file, and a
 * FIFO.
 */
final class NotifyPlace implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  final String namespace;
  final Path folder;
  final Path script;
  final Path fifo;
  private final List<Process> readers = new ArrayList<>();

  NotifyPlace(Path parent, String name) throws IOException {
    this.namespace = "hactl-notify-" + name + ProcessHandle.current().pid();
    this.folder = Files.createDirectory(parent.resolve(name));
    this.script = folder.resolve("hook");
    this.fifo = folder.resolve("fifo");
    LabNetwork.run("ip", "netns", "add", namespace);
  }

  /** Makes the interface and the hook, and sets the weight to 0. */
  void prepare() throws IOException {
    LabNetwork.run(
        "ip", "-n", namespace, "link", "add", "v0", "type", "veth", "peer", "name", "v1");
    LabNetwork.run("ip", "-n", namespace, "addr", "add", "192.0.2.2/24", "dev", "v0");
    link("up");
    LabNetwork.run("ip", "-n", namespace, "link", "set", "v0", "up");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$@" >>%1$s/hooks
        env >>%1$s/environment
        chrt -p $$ >>%1$s/scheduling
        """
            .formatted(folder));
    LabNetwork.run("chmod", "755", script.toString());
    weight(0);
  }

  /** Sets the number that VI_3 adds to its priority. */
  void weight(int number) throws IOException {
    Files.writeString(folder.resolve("weight"), number + "\n");
  }

  void awaitLine(String line) {
    await(namespace + " " + line).atMost(TIMEOUT).until(() -> lines("lines").contains(line));
  }

  /** Sets the carrier of the interface up or down. */
  void link(String state) {
    LabNetwork.run("ip", "-n", namespace, "link", "set", "v1", state);
  }

  /** Starts a reader of the FIFO, before its first line. */
  void read() throws IOException {
    LabNetwork.run("mkfifo", "-m", "600", fifo.toString());
    readers.add(
        new ProcessBuilder("cat", fifo.toString())
            .redirectOutput(folder.resolve("lines").toFile())
            .start());
  }

  List<String> hooks(String subject) throws IOException {
    return lines("hooks").stream()
        .filter(line -> line.startsWith(subject + " "))
        .map(line -> line.substring(subject.length() + 1))
        .toList();
  }

  /** How the kernel scheduled each hook. */
  List<String> scheduling() throws IOException {
    return lines("scheduling").stream().filter(line -> line.contains("policy")).toList();
  }

  List<String> environment() throws IOException {
    return lines("environment");
  }

  /**
   * The lines of the FIFO by subject, in their order; lines of different subjects have no fixed
   * order.
   */
  List<String> fifo() throws IOException {
    return lines("lines").stream()
        .sorted(Comparator.comparing(line -> line.substring(0, line.lastIndexOf('"'))))
        .toList();
  }

  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  void awaitLast(List<String> subjects, String state, int times) {
    for (String subject : subjects) {
      await(namespace + " " + subject + " " + state)
          .atMost(TIMEOUT)
          .until(() -> {
            List<String> told = hooks(subject);
            return !told.isEmpty()
                && told.getLast().startsWith(state + " ")
                && told.stream().filter(each -> each.startsWith(state + " ")).count() == times;
          });
    }
  }

  void awaitTold(String subject, String what) {
    await(namespace + " " + subject + " " + what)
        .atMost(TIMEOUT)
        .until(() -> hooks(subject).contains(what));
  }

  @Override
  public void close() {
    readers.forEach(Process::destroyForcibly);
    LabNetwork.run("ip", "netns", "del", namespace);
  }
}
