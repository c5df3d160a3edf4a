package org.hactl.control;

import java.util.function.Consumer;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.api.Reply;
import org.hactl.ssh.Link;
import org.hactl.ssh.SshException;
import org.hactl.ssh.SshException.Kind;

/** One connection to one host: looks at it, installs the agent, speaks to it. */
final class HostSession implements AutoCloseable {
  private static final String SOCKET = "/run/hactl/agent.sock";

  private final Link link;
  private final Shell shell;
  private final boolean local;
  private final Protocol protocol;

  private HostSession(Link link, Target target, Protocol protocol) {
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

  /** The agent as it is: the socket where root logged in, else the bridge. */
  AgentClient agent() throws HostException {
    try {
      if (shell.become()) {
        return new AgentClient(link.start(shell.bridge()), protocol);
      }
      return new AgentClient(link.openSocket(SOCKET), protocol);
    } catch (SshException e) {
      if (e.kind() != Kind.NO_SOCKET || local) {
        throw HostException.of(e);
      }
      return bridged();
    }
  }

  /** OpenSSH does not tell a forbidden channel from a missing agent: the bridge does. */
  private AgentClient bridged() throws HostException {
    try {
      return new AgentClient(link.start(shell.bridge()), protocol);
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /**
   * The agent that belongs to an image, installed and started where it is not there.
   *
   * @return the agent, which has said hello
   */
  AgentClient agent(HostFacts facts, RuntimeImage image, Consumer<String> progress)
      throws HostException {
    bootstrap().ensure(facts, image, progress);
    AgentClient agent = agent();
    Reply.Hello hello = agent.hello();
    if (hello.runtimeDigest().equals(image.digest())) {
      return agent;
    }
    // The current image is the right one, and an older process still runs.
    agent.close();
    bootstrap().activate(facts, image, progress);
    AgentClient restarted = agent();
    restarted.hello();
    return restarted;
  }

  @Override
  public void close() {
    link.close();
  }
}
