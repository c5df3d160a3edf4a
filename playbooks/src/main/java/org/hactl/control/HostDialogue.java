package org.hactl.control;

import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * One host that is worked at: the connection, the agent at its other end, and who is told what
 * happens there.
 */
final class HostDialogue implements AutoCloseable {
  private final Fleet fleet;
  private final EventListener listener;
  private final String host;
  private @Nullable HostSession session;
  private @Nullable AgentClient agent;

  HostDialogue(Fleet fleet, EventListener listener, String host) {
    this.fleet = fleet;
    this.listener = listener;
    this.host = host;
  }

  /** Connects; what is opened is closed with this. */
  HostSession open() throws HostException {
    HostSession opened = fleet.open(host);
    session = opened;
    return opened;
  }

  /** The agent that is asked from now on. */
  void with(AgentClient client) {
    agent = client;
  }

  /**
   * @throws IllegalStateException before there is one
   */
  AgentClient agent() {
    if (agent == null) {
      throw new IllegalStateException(host + " was not prepared");
    }
    return agent;
  }

  Reply.Plan plan(HostState state) throws HostException {
    return agent().ask(new Request.Plan(state), Reply.Plan.class, _ -> {});
  }

  HostStatus status() throws HostException {
    return agent().ask(new Request.Status(), Reply.Status.class, _ -> {}).status();
  }

  Reply.Applied apply(HostState state) throws HostException {
    return agent()
        .ask(
            new Request.Apply(state, fleet.confirmWithin().toMillis()),
            Reply.Applied.class,
            this::progress);
  }

  /**
   * Confirms a generation, over a new connection: one that cut the control node off must not be
   * kept, and nothing else shows it.
   */
  void confirm(long generation) throws HostException {
    try (HostSession fresh = fleet.open(host);
        AgentClient client = fresh.agent()) {
      client.ask(new Request.Confirm(generation), Reply.Hello.class, _ -> {});
    }
  }

  void rollBack(long generation) throws HostException {
    agent().ask(new Request.Rollback(generation), Reply.Applied.class, this::progress);
  }

  /** Tells what is done there. */
  void working(String text) {
    listener.on(new HostEvent.Working(host, text));
  }

  private void progress(Reply.Progress step) {
    if (step.change() != null && step.done()) {
      listener.on(new HostEvent.Changed(host, step.change()));
    } else {
      working(step.text());
    }
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
    if (session != null) {
      session.close();
    }
  }
}
