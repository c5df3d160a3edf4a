package org.hactl.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.HostDialogue.ApplyOrder;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.AgentStartTurn;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.plan.HostPlan;
import org.hactl.control.plan.PlannedHost;
import org.hactl.control.plan.Wanted;
import org.hactl.control.rollout.Candidate;
import org.hactl.control.rollout.Readiness;
import org.hactl.control.rollout.Standing;
import org.hactl.control.version.KeyHolder;
import org.hactl.control.version.SiteVersions;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** The apply on one host: connect, plan, converge, then confirm or go back with the site. */
final class HostRun extends HostWork implements AutoCloseable {
  private final Fleet fleet;
  private final Wanted wanted;
  private final HostDialogue dialogue;
  private final HostArrival arrival;
  private final List<String> notes;
  private List<ChangeView> changes = List.of();
  private boolean upToDate;
  private volatile boolean impossible;
  private Reply.@Nullable Plan plan;
  private Reply.@Nullable Applied repaired;
  private volatile @Nullable HostPending pending;
  private volatile boolean begun;

  /**
   * @param directorsTurn the turn that all directors share
   */
  HostRun(
      Fleet fleet,
      EventListener listener,
      String host,
      Wanted wanted,
      AgentStartTurn directorsTurn) {
    super(host, listener);
    this.fleet = fleet;
    this.wanted = wanted;
    this.dialogue = new HostDialogue(fleet, listener, host);
    AgentStartTurn turn = wanted.hasRouters() ? directorsTurn : new AgentStartTurn();
    this.arrival = new HostArrival(fleet, dialogue, host, wanted, turn);
    this.notes = arrival.notes();
  }

  /** Connects to the host, and finds the agent that runs there. */
  void meet() {
    guarded(arrival::meet);
  }

  /** Installs a missing or old agent. */
  void bring() {
    if (isOpen()) {
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
    if (isOpen() && dialogue.hasAgent()) {
      guarded(this::ask);
    }
  }

  /**
   * Locks the host against other runs.
   *
   * @return why another run has it; empty if it is locked now, or there is nothing to lock
   */
  Optional<String> lock(Request.Lock wanted) {
    return dialogue.hasAgent() ? lock(dialogue, wanted) : Optional.empty();
  }

  void unlock() {
    if (isOpen() && dialogue.hasAgent()) {
      guarded(dialogue::unlock);
    }
  }

  private void ask() throws HostException {
    dialogue.working("planning");
    Reply.Plan answer = dialogue.plan(wanted);
    changes = answer.changes();
    arrival.refuse(changes);
    impossible = !answer.problems().isEmpty();
    if (impossible) {
      throw HostException.failed(
          String.join("; ", answer.problems()),
          "correct that on the host or in the site; nothing was changed");
    }
    if (answer.sameGeneration() && fleet.keepalived().adopts() != null) {
      throw HostException.failed(
          "the agent has the site already, and keepalived was started beside it",
          "stop keepalived there and disable it; nothing was changed");
    }
    upToDate = answer.sameGeneration() && changes.isEmpty();
    plan = answer;
  }

  /** Whether the host answered that it cannot have what the site says. */
  boolean isImpossible() {
    return impossible;
  }

  /** The version of the site that this host holds now; null if it holds none or did not answer. */
  @Nullable SiteVersion held() {
    return plan == null ? null : plan.version();
  }

  /** Notes for the plan that this host missed a version of the site that other hosts hold. */
  void noteMissed(SiteVersion newest) {
    SiteVersion own = held();
    if (isOpen() && own != null && SiteVersions.misses(host(), own, newest)) {
      notes.addFirst("%s holds %s, and missed %s".formatted(host(), own.text(), newest.text()));
    }
  }

  /** Whether this host gets a state that it does not hold yet. */
  boolean changesState() {
    return isOpen() && (plan == null || !plan.sameGeneration()) && !wanted.isNothing();
  }

  /** Plans again, with these hosts as they are in its pools. */
  void planWithout(Set<String> unready) {
    if (isOpen()
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

  void showPlan() {
    if (isOpen()) {
      guarded(() -> tell(new HostEvent.Planned(host(), notes, changes)));
    }
  }

  /** The director's agent, to be asked for the key of the site; empty if it cannot be asked. */
  Optional<KeyHolder> keyHolder() {
    return isOpen() && isDirector() && dialogue.hasAgent()
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
    if ((isOpen() || isDone()) && dialogue.hasAgent()) {
      guarded(() -> hello.set(dialogue.agent().whoIsThere()));
    }
    HostFailure failure = isOpen() ? null : result().failure();
    if (failure != null) {
      return PlannedHost.failed(host(), failure.message());
    }
    Reply.Hello basis = hello.get();
    SiteVersion version = held();
    return new PlannedHost(
        host(),
        basis == null ? 0 : basis.generation(),
        basis == null ? "" : basis.generationDigest(),
        version == null ? 0 : version.serial(),
        wanted.digest(protocol),
        notes,
        changes,
        null);
  }

  /** The changes of the plan. */
  List<ChangeView> changes() {
    return changes;
  }

  /** Whether the plan only removes what this host needs as a real server. */
  boolean isLeaving() {
    return HostPlan.leavesService(changes) && !isDirector();
  }

  /** What decides about the turn of this host. */
  Candidate candidate() {
    return new Candidate(host(), isDirector(), isLeaving(), changes, state().orElse(null));
  }

  /**
   * Whether directors may send to it as the site says: it has what it needs for that, or its turn
   * to get that is over. A host that only gives something up comes after the directors.
   */
  boolean servesAlready() {
    return isReady() || isOpen() && plan != null && HostPlan.onlyRemoves(changes);
  }

  /** The state that the host gets; empty if the control node does not know it. */
  Optional<HostState> state() {
    return wanted instanceof Wanted.Compiled(HostState state)
        ? Optional.of(state)
        : Optional.empty();
  }

  /** Where the host stands if the run ends at this moment. For any thread. */
  Standing standing() {
    if (!isOpen()) {
      return result().standing();
    }
    HostPending waiting = pending;
    if (waiting != null) {
      return waiting.byItself();
    }
    return Standing.of(
        begun
            ? Standing.Kind.GOES_BACK
            : upToDate ? Standing.Kind.AS_IT_WAS : Standing.Kind.NEVER_STARTED);
  }

  /** Whether an apply would change something on the host, beside its version of the site. */
  boolean hasWork() {
    return isOpen() && !upToDate;
  }

  /** Whether the host has not failed, and has nothing left to do but to wait. */
  boolean isReady() {
    return isOpen() ? upToDate || repaired != null || pending != null : isDone();
  }

  /**
   * Applies, if there is a change. A new state then waits for its confirmation.
   *
   * @param unready hosts that a director must not start sending to
   * @param version the version of the site that this host then holds; null for none
   */
  void converge(Set<String> unready, @Nullable SiteVersion version) {
    if (hasWork()) {
      guarded(() -> {
        Wanted now = without(unready);
        begun = true;
        dialogue.working("applying");
        boolean inForce = plan != null && plan.sameGeneration() && now.equals(wanted);
        Reply.Applied applied = apply(now, inForce, inForce ? held() : version);
        if (!applied.errors().isEmpty()) {
          end(HostResult.refused(host(), notes, applied));
        } else if (applied.needsConfirm()) {
          pending = new HostPending(fleet, dialogue, this, notes, applied, fleet.confirmWithin());
          dialogue.working("waiting for the other hosts");
        } else {
          repaired = applied;
        }
      });
    }
  }

  private Reply.Applied apply(Wanted now, boolean inForce, @Nullable SiteVersion version)
      throws HostException {
    try {
      return dialogue.apply(new ApplyOrder(now, changes, inForce, version, held()));
    } catch (HostException e) {
      if (e.column() == HostException.RecapColumn.UNREACHABLE) {
        // Nothing shows whether the agent got the request.
        end(HostResult.of(host(), cutOff(e)).at(Standing.of(Standing.Kind.GOES_BACK)));
      }
      throw e;
    }
  }

  private HostException cutOff(HostException e) {
    return new HostException(
        e.column(),
        e.getMessage() + ", and this host cannot be reached since",
        "it goes back by itself within %d s; look at what the change does to the way to it (addresses, routes, rules, firewall), then apply again"
            .formatted(fleet.confirmWithin().toSeconds()));
  }

  /** The new state that is neither confirmed nor taken back, if there is one. */
  Optional<HostPending> waiting() {
    return isOpen() ? Optional.ofNullable(pending) : Optional.empty();
  }

  /**
   * Ends the run on a host whose turn did not come.
   *
   * @param why why the run ended before
   */
  void neverStarted(HostFailure why) {
    if (hasWork() && repaired == null && pending == null) {
      end(new HostResult(host(), HostOutcome.NOT_STARTED, 0, notes, List.of(), 0, why));
    }
  }

  /**
   * Ends the run on a host that has the state of the site already, or goes on waiting.
   *
   * @param version the version of the site that it holds from now on; null for the one it holds
   */
  void settle(@Nullable SiteVersion version) {
    waiting().ifPresent(HostPending::leaveWaiting);
    if (isOpen()) {
      guarded(() -> {
        if (version != null && plan != null && !version.isSame(held())) {
          Reply.Applied same = apply(wanted, true, version);
          if (!same.errors().isEmpty()) {
            end(HostResult.refused(host(), notes, same));
            return;
          }
          if (same.needsConfirm()) {
            dialogue.confirm(same.generation());
          }
          repaired = repaired == null ? same : repaired;
        }
        end(
            repaired == null
                ? ok(wanted.size(), List.of(), 0)
                : ok(repaired.resources(), repaired.changes(), repaired.generation()));
      });
    }
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

  private HostResult ok(int resources, List<ChangeView> made, long generation) {
    return new HostResult(host(), HostOutcome.OK, resources, notes, made, generation, null);
  }

  /** The host's result after {@link #preview} alone. */
  HostResult planned() {
    if (isOpen()) {
      end(ok(wanted.size(), changes, 0));
    }
    return result();
  }

  /** What the host answers at the moment, as the site's view takes it. */
  HostAnswer answer() {
    return answer(AgentClient::status);
  }

  /** Likewise, without its virtual services if they have all their real servers. */
  HostAnswer briefAnswer() {
    return answer(AgentClient::briefStatus);
  }

  private HostAnswer answer(AgentQueries.Question<HostStatus> question) {
    if (!dialogue.hasAgent()) {
      return isOpen() || isDone() ? HostAnswer.noAgent(host()) : HostAnswer.silent(host());
    }
    try {
      return HostAnswer.of(host(), dialogue.ask(question), System.currentTimeMillis());
    } catch (HostException e) {
      // The apply may have ended this connection, or the host.
      return isUnreachable()
          ? HostAnswer.silent(host())
          : AgentQueries.forView(new AgentQueries(fleet).status(host()));
    }
  }

  /** Asks the agent over the connection of this run, which has the lock. */
  <T> Answer<T> ask(AgentQueries.Question<T> question) {
    if (!dialogue.hasAgent()) {
      return new Answer<>(host(), null, null, false);
    }
    try {
      T value = dialogue.ask(question);
      return new Answer<>(host(), value, null, false, fleet.clock().millis());
    } catch (HostException e) {
      return AgentQueries.unanswered(host(), e);
    }
  }

  @Override
  public void close() {
    if (pending != null) {
      pending.close();
    }
    dialogue.close();
  }
}
