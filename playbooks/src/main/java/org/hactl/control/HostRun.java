package org.hactl.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hactl.api.ChangeView;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.control.HostResult.HostOutcome;
import org.hactl.control.plan.HostPlan;
import org.hactl.control.plan.PlannedHost;
import org.hactl.control.plan.Wanted;
import org.hactl.control.version.KeyHolder;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** The apply on one host: connect, plan, converge, confirm over a new connection. */
final class HostRun implements AutoCloseable {
  private final Fleet fleet;
  private final EventListener listener;
  private final String host;
  private final Wanted wanted;
  private final HostDialogue dialogue;
  private final HostArrival arrival;
  private final List<String> notes;
  private List<ChangeView> changes = List.of();
  private boolean upToDate;
  private Reply.@Nullable Plan plan;
  private @Nullable HostResult result;

  /**
   * @param directorsTurn the turn that all directors share
   */
  HostRun(
      Fleet fleet,
      EventListener listener,
      String host,
      Wanted wanted,
      AgentStartTurn directorsTurn) {
    this.fleet = fleet;
    this.listener = listener;
    this.host = host;
    this.wanted = wanted;
    this.dialogue = new HostDialogue(fleet, listener, host);
    AgentStartTurn turn = wanted.hasRouters() ? directorsTurn : new AgentStartTurn();
    this.arrival = new HostArrival(fleet, dialogue, host, wanted, turn);
    this.notes = arrival.notes();
  }

  String host() {
    return host;
  }

  /** Connects to the host, and finds the agent that runs there. */
  void meet() {
    guarded(arrival::meet);
  }

  /** Installs a missing or old agent. */
  void bring() {
    if (result == null) {
      guarded(() -> arrived(arrival.bring()));
    }
  }

  /** Connects to the host and requests its plan; without an agent, the plan creates everything. */
  void preview() {
    guarded(() -> arrived(arrival.preview()));
    requestPlan();
  }

  private void arrived(HostArrival.Found found) {
    switch (found) {
      case AGENT -> {}
      case NO_AGENT -> changes = wanted.creatingAll();
      case NOTHING_WANTED -> upToDate = true;
    }
  }

  /** Requests the plan. */
  void requestPlan() {
    if (result == null && dialogue.hasAgent()) {
      guarded(this::ask);
    }
  }

  /**
   * Locks the host against other runs.
   *
   * @return why another run has it; empty if it is locked now, or there is nothing to lock
   */
  Optional<String> lock(Request.Lock wanted) {
    if (result == null && dialogue.hasAgent()) {
      try {
        dialogue.lock(wanted);
      } catch (LockedException e) {
        dialogue.working("waiting: " + e.getMessage());
        return Optional.of(host + ": " + e.getMessage());
      } catch (HostException e) {
        end(HostResult.of(host, e));
      }
    }
    return Optional.empty();
  }

  void unlock() {
    if (result == null && dialogue.hasAgent()) {
      guarded(dialogue::unlock);
    }
  }

  private void ask() throws HostException {
    dialogue.working("planning");
    Reply.Plan answer = dialogue.plan(wanted);
    changes = answer.changes();
    if (!answer.problems().isEmpty()) {
      throw HostException.failed(
          String.join("; ", answer.problems()),
          "correct that on the host or in the site; nothing was changed");
    }
    upToDate = answer.sameGeneration() && changes.isEmpty();
    plan = answer;
  }

  /** The version of the site that this host holds now; null if it holds none or did not answer. */
  @Nullable SiteVersion held() {
    return plan == null ? null : plan.version();
  }

  /** Whether this host gets a state that it does not hold yet. */
  boolean changesState() {
    return result == null && (plan == null || !plan.sameGeneration()) && !wanted.isNothing();
  }

  /** Plans again, with these hosts as they are in its pools. */
  void planWithout(Set<String> unready) {
    if (result == null
        && plan != null
        && !upToDate
        && wanted instanceof Wanted.Compiled(HostState state)
        && Readiness.matters(state, unready)) {
      guarded(() -> {
        Readiness ready = Readiness.of(state, unready, dialogue.status().services());
        changes = dialogue.plan(ready.state()).changes();
      });
    }
  }

  boolean hasFailed() {
    return result != null && !isDone();
  }

  void showPlan() {
    if (result == null) {
      guarded(() -> listener.on(new HostEvent.Planned(host, notes, changes)));
    }
  }

  /** The director's agent, to be asked for the key of the site; empty if it cannot be asked. */
  Optional<KeyHolder> keyHolder() {
    return result == null && isDirector() && dialogue.hasAgent()
        ? Optional.of(dialogue)
        : Optional.empty();
  }

  boolean isDirector() {
    return wanted.hasRouters();
  }

  /** Whether the host has virtual routers or virtual services. */
  boolean directs() {
    return wanted.directs();
  }

  /** The plan, for its review; asks the agent what the plan was made against. */
  PlannedHost planned(Protocol protocol) {
    AtomicReference<Reply.@Nullable Hello> hello = new AtomicReference<>();
    if ((result == null || isDone()) && dialogue.hasAgent()) {
      guarded(() -> hello.set(dialogue.agent().whoIsThere()));
    }
    if (result != null && result.failure() != null) {
      return PlannedHost.failed(host, result.failure().message());
    }
    Reply.Hello basis = hello.get();
    SiteVersion version = held();
    return new PlannedHost(
        host,
        basis == null ? 0 : basis.generation(),
        basis == null ? "" : basis.generationDigest(),
        version == null ? 0 : version.serial(),
        wanted.digest(protocol),
        notes,
        changes,
        null);
  }

  /** Whether the plan creates nothing, and removes what this host needs as a real server. */
  boolean leavesService() {
    return HostPlan.leavesService(changes);
  }

  /** Whether the host converged or had nothing to do. */
  boolean isDone() {
    return result != null && result.outcome() == HostOutcome.OK;
  }

  /**
   * Applies and confirms, if there is a change.
   *
   * @param unready hosts that a director must not start sending to
   * @param version the version of the site that this host then holds; null for none
   */
  void converge(Set<String> unready, @Nullable SiteVersion version) {
    if (result != null) {
      return;
    }
    guarded(() -> {
      if (upToDate && (version == null || plan == null || version.isSame(held()))) {
        end(ok(wanted.size(), List.of(), 0));
        return;
      }
      Wanted now = without(unready);
      dialogue.working("applying");
      boolean inForce = plan != null && plan.sameGeneration() && now.equals(wanted);
      Reply.Applied applied =
          dialogue.apply(new ApplyOrder(now, changes, inForce, version, held()));
      if (!applied.errors().isEmpty()) {
        end(HostResult.refused(host, notes, applied));
        return;
      }
      if (applied.needsConfirm()) {
        confirm(applied.generation());
      }
      end(ok(applied.resources(), applied.changes(), applied.generation()));
    });
  }

  private Wanted without(Set<String> unready) throws HostException {
    if (!(wanted instanceof Wanted.Compiled(HostState state))
        || !Readiness.matters(state, unready)) {
      return wanted;
    }
    dialogue.working("checking which real servers are ready");
    Readiness ready = Readiness.of(state, unready, dialogue.status().services());
    ready.leftOut().forEach(name -> notes.add(name + " was left out: it is not ready"));
    return new Wanted.Compiled(ready.state());
  }

  /** Leaves this host unchanged, because the given directors may still send to it. */
  void leave(List<String> directors) {
    if (result == null) {
      String names = String.join(", ", directors);
      end(
          HostResult.of(
              host,
              HostException.failed(
                  "left as it is: %s, which may still send to it, did not converge"
                      .formatted(names),
                  "repair that director or exclude it with --limit, then apply again")));
    }
  }

  private interface HostStep {
    void run() throws HostException, ControlException;
  }

  /** Turns every error on this host into this host's result. */
  private void guarded(HostStep step) {
    try {
      step.run();
    } catch (HostException e) {
      end(HostResult.of(host, e));
    } catch (ControlException e) {
      end(HostResult.of(host, HostException.failed(String.valueOf(e.getMessage()), e.nextStep())));
    } catch (RuntimeException | Error e) {
      end(HostResult.of(host, HostException.internal(e)));
    }
  }

  private void confirm(long generation) throws HostException {
    dialogue.working("confirming over a new connection");
    try {
      dialogue.confirm(generation);
    } catch (HostException e) {
      throw new HostException(
          e.column(),
          "generation %d could not be confirmed over a new connection: %s"
              .formatted(generation, e.getMessage()),
          "the agent rolls back by itself within %d s; %s"
              .formatted(fleet.confirmWithin().toSeconds(), e.nextStep()));
    }
  }

  private HostResult ok(int resources, List<ChangeView> made, long generation) {
    return new HostResult(host, HostOutcome.OK, resources, notes, made, generation, null);
  }

  private void end(HostResult ended) {
    result = ended;
    listener.on(new HostEvent.HostEnded(ended));
  }

  /** The host's result after {@link #converge}. */
  HostResult result() {
    if (result == null) {
      throw new IllegalStateException(host + " has not converged");
    }
    return result;
  }

  /** The host's result after {@link #preview} alone. */
  HostResult planned() {
    if (result == null) {
      end(ok(wanted.size(), changes, 0));
    }
    return result();
  }

  /** What the host answers at the moment, as the site's view takes it. */
  HostAnswer answer() {
    if (!dialogue.hasAgent()) {
      return result == null || isDone() ? HostAnswer.noAgent(host) : HostAnswer.silent(host);
    }
    try {
      return HostAnswer.of(host, dialogue.status(), System.currentTimeMillis());
    } catch (HostException e) {
      // The apply may have ended this connection, or the host.
      return result != null && result.unreachable()
          ? HostAnswer.silent(host)
          : AgentQueries.forView(new AgentQueries(fleet).status(host));
    }
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
