package org.hactl.control;

import java.util.Optional;
import java.util.function.Consumer;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.control.Fleet.Downgrade;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.AgentStartTurn;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.host.Shell;
import org.hactl.control.image.RuntimeImage;
import org.hactl.ssh.HostLink;
import org.hactl.ssh.SshException;
import org.hactl.ssh.SshException.Failure;
import org.hactl.ssh.Watchdog;

/** One connection to one host: inspects it, installs the agent, talks to the agent. */
final class HostSession implements AutoCloseable {
  private static final String SOCKET = "/run/hactl/agent.sock";

  private final String host;
  private final HostLink link;
  private final Shell shell;
  private final boolean local;
  private final Protocol protocol;
  private final Watchdog.Pause pause;

  private HostSession(HostLink link, HostTarget target, Protocol protocol, Watchdog.Pause pause) {
    this.host = target.host();
    this.link = link;
    this.shell = new Shell(link, target.become());
    this.local = target.endpoint().isEmpty();
    this.protocol = protocol;
    this.pause = pause;
  }

  /**
   * @param pause lets the limits of the conversation with the agent pass
   */
  static HostSession open(
      LinkOpener opener, HostTarget target, Protocol protocol, Watchdog.Pause pause)
      throws HostException {
    try {
      return new HostSession(opener.open(target), target, protocol, pause);
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  Bootstrap bootstrap() {
    return new Bootstrap(shell);
  }

  /** The agent that runs now. */
  AgentClient agent() throws HostException {
    try {
      return connect();
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /** The agent's socket if root logged in, otherwise the bridge. */
  private AgentClient connect() throws SshException, HostException {
    try {
      if (shell.become()) {
        return bridged();
      }
      return AgentClient.pausing(link.openSocket(SOCKET), protocol, pause);
    } catch (SshException e) {
      if (e.failure() != Failure.NO_SOCKET || local) {
        throw e;
      }
      // OpenSSH gives one answer for a forbidden channel and a missing agent; the bridge tells them
      // apart.
      return bridged();
    }
  }

  private AgentClient bridged() throws SshException, HostException {
    return AgentClient.pausing(shell.bridge(), protocol, pause);
  }

  /** An agent that has answered hello. */
  record Greeted(AgentClient agent, Reply.Hello hello) {}

  /**
   * The running agent. The socket alone does not prove that it runs: a killed agent leaves its
   * socket behind.
   *
   * @return empty if no agent listens on the socket
   */
  Optional<Greeted> running() throws HostException {
    AgentClient agent;
    try {
      agent = connect();
    } catch (SshException e) {
      if (e.failure() == Failure.NO_SOCKET) {
        return Optional.empty();
      }
      throw HostException.of(e);
    }
    try {
      return Optional.of(new Greeted(agent, agent.whoIsThere()));
    } catch (HostException e) {
      agent.close();
      if (!agent.ended()) {
        throw e;
      }
      requireReached();
      return Optional.empty();
    }
  }

  /**
   * @throws HostException if the host itself is gone, not only the agent
   */
  void requireReached() throws HostException {
    var _ = bootstrap().probe();
  }

  /**
   * @param started whether the agent was started now: it did not run, or ran from another image
   */
  record Brought(AgentClient agent, boolean started) {}

  /**
   * The agent of an image; installs and starts it if needed.
   *
   * @param turn decides when the agent may start; sending the image needs no turn
   * @param downgrade whether the agent may be one that cannot read the host's state
   * @return the agent, after its hello
   */
  Brought agent(
      HostFacts facts,
      RuntimeImage image,
      Consumer<String> progress,
      AgentStartTurn turn,
      Downgrade downgrade)
      throws HostException {
    if (facts.runs(image)) {
      Optional<Greeted> running = running();
      if (running.isPresent()) {
        AgentClient agent = running.get().agent();
        if (running.get().hello().runtimeDigest().equals(image.digest())) {
          return new Brought(agent, false);
        }
        // The current image is the right one, but an older process still runs.
        agent.close();
      }
    } else {
      bootstrap().bring(facts, image, progress);
    }
    progress.accept("waiting for its turn to start the agent");
    return new Brought(
        turn.take(
            host,
            () -> {
              bootstrap().activate(facts, image, downgrade, progress);
              AgentClient started = agent();
              String digest = started.hello().runtimeDigest();
              if (!digest.equals(image.digest())) {
                throw HostException.failed(
                    "the agent was restarted but still runs from image " + digest,
                    "on that host: check that its supervisor runs /opt/hactl/current, then restart it");
              }
              return started;
            }),
        true);
  }

  @Override
  public void close() {
    link.close();
  }
}
