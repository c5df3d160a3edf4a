package org.hactl.lab.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProcess;
import org.hactl.lab.Poll;
import org.hactl.ssh.LocalLink;
import org.hactl.ssh.SshException;

/**
 * The agent as it runs on hosts: from its runtime image, under its supervisor, with {@code /run}
 * and {@code /var/lib} of its own.
 */
final class HactlDirector implements BenchDirector {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final long CONFIRM_MILLIS = 60_000;
  private static final String OWN_FOLDERS =
      "mkdir -p run lib && mount --bind run /run && mount --bind lib /var/lib"
          + " && exec \"$0/bin/hactl-supervise\"";

  private final LabProcess supervisor;
  private final Path socket;

  private HactlDirector(LabProcess supervisor, Path socket) {
    this.supervisor = supervisor;
    this.socket = socket;
  }

  static HactlDirector start(Lab lab, String host, HostState state) {
    LabProcess supervisor =
        lab.spawn(
            host, "agent", List.of("sh", "-c", OWN_FOLDERS, AgentImage.unpacked().toString()));
    Path socket = lab.folder(host).resolve("run/hactl/agent.sock");
    HactlDirector director = new HactlDirector(supervisor, socket);
    if (!Poll.until(START_TIMEOUT, Duration.ofMillis(50), () -> Files.exists(socket))) {
      throw new LabException("the agent does not start: " + supervisor.output());
    }
    director.apply(state);
    return director;
  }

  @Override
  public Optional<Long> findPid() {
    return ProcessHandle.of(supervisor.pid()).stream()
        .flatMap(ProcessHandle::children)
        .filter(child -> child.info().command().filter(name -> name.endsWith("/java")).isPresent())
        .map(ProcessHandle::pid)
        .findFirst();
  }

  void apply(HostState state) {
    Protocol protocol = new Protocol(HostJson.mapper(Kinds.namedTypes()));
    try (AgentClient agent =
        new AgentClient(new LocalLink().openSocket(socket.toString()), protocol)) {
      Reply.Applied applied =
          agent.ask(new Request.Apply(state, CONFIRM_MILLIS), Reply.Applied.class, _ -> {});
      if (!applied.errors().isEmpty()) {
        throw new LabException("the agent does not accept the state: " + applied.errors());
      }
      agent.ask(new Request.Confirm(applied.generation()), Reply.Hello.class, _ -> {});
    } catch (SshException | HostException e) {
      throw new LabException("cannot send the agent its state: " + e.getMessage(), e);
    }
  }
}
