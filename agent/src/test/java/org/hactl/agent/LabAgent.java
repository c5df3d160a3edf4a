package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;

/** The real daemon, as a process of its own in a network namespace. */
final class LabAgent implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String SOCKET = "run/agent.sock";

  private final Path folder;
  private final AgentClient client;
  private final String namespace;
  private Process process;

  private LabAgent(String namespace, Path folder, Process process) {
    this.namespace = namespace;
    this.folder = folder;
    this.process = process;
    this.client = new AgentClient(folder.resolve(SOCKET));
  }

  /** Starts an agent, and returns when it answers. */
  static LabAgent start(String namespace, Path folder) throws IOException {
    Process process = process(namespace, folder, "run");
    LabAgent agent = new LabAgent(namespace, folder, process);
    await()
        .atMost(TIMEOUT)
        .until(() -> {
          assertThat(process.isAlive()).as(agent.log()).isTrue();
          return agent.client.answers();
        });
    return agent;
  }

  private static Process process(String namespace, Path folder, String what) throws IOException {
    List<String> command =
        List.of(
            "ip",
            "netns",
            "exec",
            namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.hactl.agent.AgentMain",
            what,
            "--state-dir",
            folder.resolve("state").toString(),
            "--socket",
            folder.resolve(SOCKET).toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().put("HACTL_SUPERVISED", folder.resolve("heir").toString());
    return builder.start();
  }

  /** Starts a process that takes over; it becomes this agent in {@link #replacedBy}. */
  Process successor() throws IOException {
    return process(namespace, folder, "takeover");
  }

  /** Waits until the present process has ended and the other one answers. */
  void replacedBy(Process successor) throws Exception {
    boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended).as(log()).isTrue();
    assertThat(successor.isAlive()).as(log()).isTrue();
    process = successor;
    await().atMost(TIMEOUT).until(client::answers);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  AgentClient client() {
    return client;
  }

  Reply.Hello hello() throws IOException {
    return client.hello();
  }

  void confirm(HostState state) throws IOException {
    client.confirm(state);
  }

  Reply ask(Request request) throws IOException {
    return client.ask(request);
  }

  /** Stops the agent as an operator does. */
  void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** Kills the agent, as a crash would. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
