package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.agent.api.ChangeView;
import org.hactl.agent.api.Reply;
import org.hactl.control.HostResult.Outcome;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** One host's way through an apply: reach it, plan, converge, confirm over a new connection. */
final class HostRun implements AutoCloseable {
  private final Fleet fleet;
  private final EventListener listener;
  private final String host;
  private final HostState state;
  private final List<String> notes = new ArrayList<>();
  private final HostDialogue dialogue;
  private List<ChangeView> changes = List.of();
  private boolean upToDate;
  private @Nullable HostResult result;

  HostRun(Fleet fleet, EventListener listener, String host, HostState state) {
    this.fleet = fleet;
    this.listener = listener;
    this.host = host;
    this.state = state;
    this.dialogue = new HostDialogue(fleet, listener, host);
  }

  String host() {
    return host;
  }

  /**
   * Reaches the host and asks what would change.
   *
   * @param install whether an agent that is missing or old is brought
   */
  void prepare(boolean install) {
    guarded(() -> {
      dialogue.working("connecting");
      HostSession opened = dialogue.open();
      dialogue.working("looking at the host");
      HostFacts facts = opened.bootstrap().probe();
      if (HostPlan.wantsNothing(state) && facts.current().isEmpty()) {
        upToDate = true;
        return;
      }
      RuntimeImage image = fleet.images().image();
      if (install) {
        HostSession.Brought brought = opened.agent(facts, image, dialogue::working);
        dialogue.with(brought.agent());
        if (brought.started()) {
          notes.add(
              facts.current().isEmpty()
                  ? "the agent and its runtime were installed"
                  : facts.current().equals(image.digest())
                      ? "the agent was started"
                      : "the agent and its runtime were upgraded");
        }
      } else if (!preview(opened, facts, image)) {
        return;
      }
      ask();
    });
  }

  /**
   * Takes the agent that is there; without one, everything would be new.
   *
   * @return whether there is one to ask
   */
  private boolean preview(HostSession opened, HostFacts facts, RuntimeImage image)
      throws HostException {
    if (!facts.runs(image)) {
      HostRefusals.check(facts, image, fleet.target(host).become());
      notes.add(
          facts.holds(image)
              ? "the agent would be started"
              : "the agent and its runtime would be %s (%d MB)"
                  .formatted(
                      facts.current().isEmpty() ? "installed" : "upgraded",
                      Math.max(1, image.bytes() / 1_000_000)));
    }
    Optional<HostSession.Greeted> running = facts.socket() ? opened.running() : Optional.empty();
    if (running.isEmpty()) {
      if (facts.runs(image)) {
        notes.add("the agent would be started");
      }
      changes = HostPlan.creatingAll(state);
      return false;
    }
    AgentClient agent = running.get().agent();
    dialogue.with(agent);
    AgentClient.requireOurProtocol(running.get().hello());
    return true;
  }

  private void ask() throws HostException {
    dialogue.working("planning");
    Reply.Plan plan = dialogue.plan(state);
    changes = plan.changes();
    if (!plan.problems().isEmpty()) {
      throw HostException.failed(
          String.join("; ", plan.problems()),
          "mend that on the host or in the site; nothing was changed");
    }
    upToDate = plan.sameGeneration() && changes.isEmpty();
  }

  void showPlan() {
    if (result == null) {
      listener.on(new Event.Planned(host, notes, changes));
    }
  }

  /** Applies and confirms, where something is to be done. */
  void converge() {
    if (result != null) {
      return;
    }
    guarded(() -> {
      if (upToDate) {
        end(new HostResult(host, Outcome.OK, HostPlan.size(state), notes, List.of(), 0, null));
        return;
      }
      dialogue.working("applying");
      Reply.Applied applied = dialogue.apply(state);
      if (!applied.errors().isEmpty()) {
        end(refused(applied));
        return;
      }
      if (applied.needsConfirm()) {
        confirm(applied);
      }
      end(
          new HostResult(
              host,
              Outcome.OK,
              applied.resources(),
              notes,
              applied.changes(),
              applied.generation(),
              null));
    });
  }

  private interface Step {
    void run() throws HostException, ControlException;
  }

  /** What goes wrong on this host, in whatever way, is this host's result. */
  private void guarded(Step step) {
    try {
      step.run();
    } catch (HostException e) {
      end(HostResult.of(host, e));
    } catch (ControlException e) {
      end(HostResult.of(host, HostException.failed(String.valueOf(e.getMessage()), e.nextStep())));
    } catch (RuntimeException e) {
      end(HostResult.of(host, HostException.internal(e)));
    }
  }

  private void confirm(Reply.Applied applied) throws HostException {
    dialogue.working("confirming over a new connection");
    try {
      dialogue.confirm(applied.generation());
    } catch (HostException e) {
      throw new HostException(
          e.kind(),
          "generation %d could not be confirmed over a new connection: %s"
              .formatted(applied.generation(), e.getMessage()),
          "the agent takes it back by itself within %d s; %s"
              .formatted(fleet.confirmWithin().toSeconds(), e.nextStep()));
    }
  }

  private HostResult refused(Reply.Applied applied) {
    return new HostResult(
        host,
        applied.rolledBack() ? Outcome.ROLLED_BACK : Outcome.FAILED,
        0,
        notes,
        applied.changes(),
        applied.generation(),
        new Failure(
            String.join("; ", applied.errors()),
            applied.rolledBack()
                ? "the host is back at its last confirmed generation; mend the cause and apply again"
                : "mend the cause and apply again; hactl status shows what is left to do"));
  }

  private void end(HostResult ended) {
    result = ended;
    listener.on(new Event.Ended(ended));
  }

  /** What became of the host after {@link #converge}. */
  HostResult result() {
    if (result == null) {
      throw new IllegalStateException(host + " has not converged");
    }
    return result;
  }

  /** What became of the host after {@link #prepare} alone. */
  HostResult planned() {
    if (result == null) {
      end(new HostResult(host, Outcome.OK, HostPlan.size(state), notes, changes, 0, null));
    }
    return result();
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
