package org.hactl.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteVersion;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.control.plan.Wanted;
import org.hactl.control.version.KeyHolder;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * The work on one host: the connection, the agent at its other end, and the listener for its
 * progress.
 */
final class HostDialogue implements KeyHolder, AutoCloseable {
  private final Fleet fleet;
  private final EventListener listener;
  private final String host;
  private final ReentrantLock talk = new ReentrantLock();
  private final List<HostSession> sessions = Collections.synchronizedList(new ArrayList<>());
  private Request.@Nullable Lock lock;
  private @Nullable AgentClient agent;
  private @Nullable AgentClient fresh;

  /**
   * What an apply asks of one host.
   *
   * @param planned the changes of the plan
   * @param inForce whether the host has this state confirmed already, so that a second request for
   *     it does no harm
   * @param version the version of the site that the host holds from then on; null for none
   * @param held the version that the host held when it was planned; null for none
   */
  record ApplyOrder(
      Wanted wanted,
      List<ChangeView> planned,
      boolean inForce,
      @Nullable SiteVersion version,
      @Nullable SiteVersion held) {}

  HostDialogue(Fleet fleet, EventListener listener, String host) {
    this.fleet = fleet;
    this.listener = listener;
    this.host = host;
  }

  /** Connects; {@link #close} closes every connection opened here. */
  HostSession open() throws HostException {
    HostSession opened = fleet.open(host);
    sessions.add(opened);
    return opened;
  }

  /**
   * The connection that {@link #open} opened last.
   *
   * @throws IllegalStateException if there is none yet
   */
  HostSession session() {
    if (sessions.isEmpty()) {
      throw new IllegalStateException(host + " is not connected");
    }
    return sessions.getLast();
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
   * @throws HostException.Refused if another run has locked it
   */
  void lock(Request.Lock wanted) throws HostException {
    agent().ask(wanted, Reply.Done.class, _ -> {});
    lock = wanted;
  }

  void unlock() throws HostException {
    lock = null;
    agent().ask(new Request.Unlock(), Reply.Done.class, _ -> {});
  }

  @Override
  public Optional<Reply.KeyOfSite> keyOfSite(boolean withValue) {
    try {
      return Optional.of(
          agent().ask(new Request.KeyOfSite(withValue), Reply.KeyOfSite.class, _ -> {}));
    } catch (HostException e) {
      working("the key of the site is not known: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> hold(SiteKey key, @Nullable SiteKey accepted) {
    try {
      working("giving it the key of the site");
      agent().ask(new Request.HoldKey(key, accepted), Reply.Done.class, _ -> {});
      return Optional.empty();
    } catch (HostException e) {
      // The site's view names directors that do not hear each other.
      working("the key of the site was not taken: " + e.getMessage());
      return Optional.of("%s: %s".formatted(host, e.getMessage()));
    }
  }

  Reply.Plan plan(HostState state) throws HostException {
    return plan(new Wanted.Compiled(state));
  }

  Reply.Plan plan(Wanted wanted) throws HostException {
    Reply.Plan plan = agent().ask(wanted.planRequest(), Reply.Plan.class, _ -> {});
    if (plan.holds() != null) {
      listener.on(new HostEvent.HoldsTold(host, plan.holds()));
    }
    return plan;
  }

  HostStatus status() throws HostException {
    return ask(AgentClient::status);
  }

  /** Asks over the newest connection; signs of life wait meanwhile. */
  <T> T ask(AgentQueries.Question<T> question) throws HostException {
    talk.lock();
    try {
      return question.ask(Objects.requireNonNullElseGet(fresh, this::agent));
    } finally {
      talk.unlock();
    }
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
    comeBack();
    if (lock != null) {
      if (!Objects.equals(plan(order.wanted()).version(), order.held())) {
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

  /** Replaces the connection, and gets its lock again. */
  private void comeBack() throws HostException {
    agent().close();
    with(open().agent());
    if (lock != null) {
      lock(lock);
    }
  }

  private Request applyRequest(ApplyOrder order) {
    Request request =
        order.wanted().applyRequest(fleet.confirmWithin().toMillis(), order.version());
    return request instanceof Request.Apply apply
        ? apply.adopting(fleet.keepalived().adopts())
        : request;
  }

  /** Empty if the connection ended before the agent got the request. */
  private Optional<Reply.Applied> applyOnce(ApplyOrder order) throws HostException {
    try {
      return Optional.of(agent().ask(applyRequest(order), Reply.Applied.class, this::progress));
    } catch (HostException e) {
      if (!agent().ended()) {
        throw e;
      }
      working("the connection ended; asking the agent over a new one");
      return new LostApply(fleet, host).outcome(order, e);
    }
  }

  /**
   * Lets the agent wait longer for the confirmation, over the connection there is, or a new one if
   * that has ended.
   */
  void extend(long generation) throws HostException {
    talk.lock();
    try {
      extend(agent(), generation, Stage.WORKING);
    } catch (HostException e) {
      if (e.column() == HostException.RecapColumn.FAILED) {
        throw e;
      }
      comeBack();
      extend(agent(), generation, Stage.WORKING);
    } finally {
      talk.unlock();
    }
  }

  private void extend(AgentClient client, long generation, Stage stage) throws HostException {
    client.ask(
        new Request.Extend(generation, fleet.confirmWithin().toMillis(), stage),
        Reply.Done.class,
        _ -> {});
  }

  /**
   * Opens a new connection: only that shows that the generation did not cut off the control node.
   * The agent then waits longer for the confirmation. A connection that fails or hangs is tried
   * again.
   *
   * @param stage what the agent is told
   */
  void reach(long generation, Stage stage) throws HostException {
    fresh =
        Tries.within(3, fleet)
            .first(() -> {
              AgentClient client = open().agent();
              extend(client, generation, stage);
              return client;
            });
  }

  /** Tells the agent, over the connection of {@link #reach} or another one, that the site stays. */
  void decide(long generation) throws HostException {
    AgentClient reached = fresh;
    if (reached != null) {
      try {
        extend(reached, generation, Stage.DECIDED);
        return;
      } catch (HostException e) {
        if (e.column() == HostException.RecapColumn.FAILED) {
          throw e;
        }
        fresh = null;
      }
    }
    reach(generation, Stage.DECIDED);
  }

  /**
   * Confirms a generation over a new connection: that of {@link #reach}, or another one. A
   * connection that fails or hangs is tried again; to confirm twice does no harm.
   */
  void confirm(long generation) throws HostException {
    if (fresh != null) {
      try {
        fresh.ask(new Request.Confirm(generation), Reply.Hello.class, _ -> {});
        return;
      } catch (HostException e) {
        if (e.column() == HostException.RecapColumn.FAILED) {
          throw e;
        }
        fresh = null;
      }
    }
    AtomicInteger tries = new AtomicInteger();
    Reply.Hello _ =
        Tries.within(3, fleet)
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

  /** Rolls a generation back, over the connection there is, or a new one if that has ended. */
  Reply.Applied rollBack(long generation) throws HostException {
    // A connection that hangs keeps the one who extends.
    if (talk.tryLock()) {
      try {
        return rollBack(agent(), generation);
      } catch (HostException e) {
        if (e.column() == HostException.RecapColumn.FAILED) {
          throw e;
        }
      } finally {
        talk.unlock();
      }
    }
    reach(generation, Stage.WORKING);
    return rollBack(Objects.requireNonNull(fresh), generation);
  }

  private Reply.Applied rollBack(AgentClient client, long generation) throws HostException {
    return client.ask(new Request.Rollback(generation), Reply.Applied.class, this::progress);
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
    if (fresh != null) {
      fresh.close();
    }
    sessions.forEach(HostSession::close);
    sessions.clear();
  }
}
