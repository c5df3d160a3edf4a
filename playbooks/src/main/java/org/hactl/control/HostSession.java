package org.hactl.control;

import java.util.Optional;
import java.util.function.Consumer;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.ssh.HostLink;
import org.hactl.ssh.SshException;
import org.hactl.ssh.SshException.Kind;

/** One connection to one host: looks at it, installs the agent, speaks to it. */
final class HostSession implements AutoCloseable {
  private static final String SOCKET = "/run/hactl/agent.sock";

  private final String host;
  private final HostLink link;
  private final Shell shell;
  private final boolean local;
  private final Protocol protocol;

  private HostSession(HostLink link, Target target, Protocol protocol) {
    this.host = target.host();
    this.link = link;
    this.shell = new Shell(link, target.become());
    this.local = target.endpoint().isEmpty();
    this.protocol = protocol;
  }

  static HostSession open(LinkOpener opener, Target target, Protocol protocol)
      throws HostException {
    try {
      return new HostSession(opener.open(target), target, protocol);
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  Bootstrap bootstrap() {
    return new Bootstrap(shell);
  }

  /** The agent as it is. */
  AgentClient agent() throws HostException {
    try {
      return connect();
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /** The socket where root logged in, else the bridge. */
  private AgentClient connect() throws SshException {
    try {
      if (shell.become()) {
        return bridged();
      }
      return new AgentClient(link.openSocket(SOCKET), protocol);
    } catch (SshException e) {
      if (e.kind() != Kind.NO_SOCKET || local) {
        throw e;
      }
      // OpenSSH does not tell a forbidden channel from a missing agent: the bridge does.
      return bridged();
    }
  }

  private AgentClient bridged() throws SshException {
    return new AgentClient(link.start(shell.bridge()), protocol);
  }

  /** An agent that said who it is. */
  record Greeted(AgentClient agent, Reply.Hello hello) {}

  /**
   * The agent that runs. Its socket alone is no sign of one: an agent that was killed leaves it.
   *
   * @return empty where nobody is behind the socket
   */
  Optional<Greeted> running() throws HostException {
    AgentClient agent;
    try {
      agent = connect();
    } catch (SshException e) {
      if (e.kind() == Kind.NO_SOCKET) {
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
   * @throws HostException where the host itself is gone, and not just what was asked there
   */
  void requireReached() throws HostException {
    var _ = bootstrap().probe();
  }

  /**
   * @param started whether it did not run, or was another one, before
   */
  record Brought(AgentClient agent, boolean started) {}

  /**
   * The agent that belongs to an image, installed and started where it is not there.
   *
   * @param turn in which it is started; what is sent before is sent at any time
   * @return the agent, which has said hello
   */
  Brought agent(HostFacts facts, RuntimeImage image, Consumer<String> progress, ActivationTurn turn)
      throws HostException {
    if (facts.runs(image)) {
      Optional<Greeted> running = running();
      if (running.isPresent()) {
        AgentClient agent = running.get().agent();
        if (running.get().hello().runtimeDigest().equals(image.digest())) {
          return new Brought(agent, false);
        }
        // The current image is the right one, and an older process still runs.
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
              bootstrap().activate(facts, image, progress);
              AgentClient started = agent();
              String digest = started.hello().runtimeDigest();
              if (!digest.equals(image.digest())) {
                throw HostException.failed(
                    "the agent was restarted and still is the one of image " + digest,
                    "on that host: does its supervisor run /opt/hactl/current? Restart it");
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
