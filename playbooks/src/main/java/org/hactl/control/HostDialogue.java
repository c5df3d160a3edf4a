package org.hactl.control;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * The work on one host: the connection, the agent at its other end, and the listener for its
 * progress.
 */
final class HostDialogue implements AutoCloseable {
  private final Fleet fleet;
  private final EventListener listener;
  private final String host;
  private @Nullable HostSession session;
  private Request.@Nullable Lock lock;
  private @Nullable AgentClient agent;

  HostDialogue(Fleet fleet, EventListener listener, String host) {
    this.fleet = fleet;
    this.listener = listener;
    this.host = host;
  }

  /** Connects; {@link #close} closes every connection opened here. */
  HostSession open() throws HostException {
    HostSession opened = fleet.open(host);
    session = opened;
    return opened;
  }

  /**
   * The connection that {@link #open} opened last.
   *
   * @throws IllegalStateException if there is none yet
   */
  HostSession session() {
    if (session == null) {
      throw new IllegalStateException(host + " is not connected");
    }
    return session;
  }

  /** The agent that gets the requests from now on. */
  void with(AgentClient client) {
    agent = client;
  }

  /**
   * @throws IllegalStateException if there is no agent yet
   */
  AgentClient agent() {
    if (agent == null) {
      throw new IllegalStateException(host + " was not prepared");
    }
    return agent;
  }

  boolean hasAgent() {
    return agent != null;
  }

  /**
   * Locks the host until {@link #unlock} or the end of the connection.
   *
   * @throws LockedException if another run has locked it
   */
  void lock(Request.Lock wanted) throws HostException {
    agent().ask(wanted, Reply.Done.class, _ -> {});
    lock = wanted;
  }

  void unlock() throws HostException {
    lock = null;
    agent().ask(new Request.Unlock(), Reply.Done.class, _ -> {});
  }

  Reply.Plan plan(HostState state) throws HostException {
    return agent().ask(new Request.Plan(state), Reply.Plan.class, _ -> {});
  }

  HostStatus status() throws HostException {
    return agent().ask(new Request.Status(), Reply.Status.class, _ -> {}).status();
  }

  /**
   * Applies a state. If the connection ends meanwhile, the agent is asked over new ones how the
   * apply ended. An agent that did not get the request gets it once more, unless another run has
   * changed the host meanwhile.
   */
  Reply.Applied apply(ApplyOrder order) throws HostException {
    Optional<Reply.Applied> first = applyOnce(order);
    if (first.isPresent()) {
      return first.get();
    }
    working("the agent did not get the request; sending it again");
    close();
    with(open().agent());
    if (lock != null) {
      lock(lock);
      if (!Objects.equals(plan(order.state()).version(), order.held())) {
        throw HostException.failed(
            "the connection ended before the agent got the request, and another run has changed"
                + " this host since",
            "run apply again: it plans anew");
      }
    }
    return applyOnce(order)
        .orElseThrow(() ->
            new HostException(
                HostException.RecapColumn.UNREACHABLE,
                "two connections ended before the agent got the request to apply",
                "look at what ends connections to that host; then run apply again"));
  }

  /** Empty if the connection ended before the agent got the request. */
  private Optional<Reply.Applied> applyOnce(ApplyOrder order) throws HostException {
    try {
      return Optional.of(
          agent()
              .ask(
                  new Request.Apply(
                      order.state(), fleet.confirmWithin().toMillis(), order.version()),
                  Reply.Applied.class,
                  this::progress));
    } catch (HostException e) {
      if (!agent().ended()) {
        throw e;
      }
      working("the connection ended; asking the agent over a new one");
      return new LostApply(fleet, host).outcome(order, e);
    }
  }

  /**
   * Confirms a generation over a new connection: only that shows that the generation did not cut
   * off the control node. A connection that fails or hangs is tried again; to confirm twice does no
   * harm.
   */
  void confirm(long generation) throws HostException {
    AtomicInteger tries = new AtomicInteger();
    Reply.Hello _ =
        Tries.within(3, fleet.confirmWithin())
            .first(() -> {
              if (tries.incrementAndGet() > 1) {
                working("confirming over another connection");
              }
              return confirmOnce(generation);
            });
  }

  private Reply.Hello confirmOnce(long generation) throws HostException {
    try (HostSession fresh = fleet.open(host);
        AgentClient client = fresh.agent()) {
      return client.ask(new Request.Confirm(generation), Reply.Hello.class, _ -> {});
    }
  }

  void rollBack(long generation) throws HostException {
    agent().ask(new Request.Rollback(generation), Reply.Applied.class, this::progress);
  }

  /** Reports to the listener what is being done on the host. */
  void working(String text) {
    listener.on(new HostEvent.Working(host, text));
  }

  private void progress(Reply.Progress step) {
    if (step.change() != null && step.done()) {
      listener.on(new HostEvent.ResourceChanged(host, step.change()));
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
