package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.api.ChangeView;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.AgentStartTurn;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostRefusals;
import org.hactl.control.image.RuntimeImage;
import org.hactl.control.keepalived.KeepalivedConfig;
import org.hactl.control.keepalived.Takeover;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.hactl.control.plan.Wanted;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** Connects to a host and finds its agent, which an apply installs where it is missing or old. */
final class HostArrival {
  private final Fleet fleet;
  private final HostDialogue dialogue;
  private final String host;
  private final Wanted wanted;
  private final AgentStartTurn turn;
  private final List<String> notes = new ArrayList<>();
  private @Nullable Met met;
  private Takeover.@Nullable Refusal refusal;
  private boolean previews;

  /**
   * @param turn decides when the agent may start
   */
  HostArrival(Fleet fleet, HostDialogue dialogue, String host, Wanted wanted, AgentStartTurn turn) {
    this.fleet = fleet;
    this.dialogue = dialogue;
    this.host = host;
    this.wanted = wanted;
    this.turn = turn;
  }

  private record Met(HostSession session, HostFacts facts) {}

  /** What is on the host. */
  enum Found {
    /** An agent, which the dialogue asks from now on. */
    AGENT,
    NO_AGENT,
    /** No agent, and the site has nothing for this host. */
    NOTHING_WANTED
  }

  /** What happened to the agent, or would happen to it, in words. */
  List<String> notes() {
    return notes;
  }

  /** Connects, and takes the agent that runs, of whatever version, into the dialogue. */
  void meet() throws HostException {
    HostSession opened = connect();
    HostFacts found = inspect(opened);
    takeOver(opened, found);
    met = new Met(opened, found);
    if (found.socket()) {
      opened.running().ifPresent(running -> dialogue.with(running.agent()));
    }
    if (!dialogue.hasAgent()) {
      refuse(List.of());
    }
  }

  /** Installs and starts the agent if needed, after {@link #meet}. */
  Found bring() throws HostException, ControlException {
    Met host = Objects.requireNonNull(met);
    HostSession session = host.session();
    HostFacts facts = host.facts();
    if (isNotWanted(facts)) {
      return Found.NOTHING_WANTED;
    }
    checkStopped(facts);
    if (refusal != null) {
      refuse(plannedByTheAgentThatRuns());
    }
    RuntimeImage image = fleet.image();
    HostSession.Brought brought =
        session.agent(facts, image, dialogue::working, turn, fleet.agents().downgrade());
    dialogue.with(brought.agent());
    if (brought.started()) {
      notes.add(
          facts.current().isEmpty()
              ? "the agent and its runtime were installed"
              : facts.current().equals(image.digest())
                  ? "the agent was started"
                  : "the agent and its runtime were upgraded");
    }
    return Found.AGENT;
  }

  /** The plan, before this run brings another agent; empty if that one cannot make it. */
  private List<ChangeView> plannedByTheAgentThatRuns() {
    try {
      AgentClient.requireOurProtocol(dialogue.agent().whoIsThere());
      return dialogue.plan(wanted).changes();
    } catch (HostException e) {
      dialogue.working("the agent there cannot plan: " + e.getMessage());
      return List.of();
    }
  }

  /** Uses the agent that is there. */
  Found preview() throws HostException, ControlException {
    HostSession session = connect();
    HostFacts facts = inspect(session);
    previews = true;
    takeOver(session, facts);
    if (!facts.socket()) {
      refuse(List.of());
    }
    if (isNotWanted(facts)) {
      return Found.NOTHING_WANTED;
    }
    checkStopped(facts);
    RuntimeImage image = fleet.image();
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
    Optional<HostSession.Greeted> running = facts.socket() ? session.running() : Optional.empty();
    if (running.isEmpty()) {
      if (facts.runs(image)) {
        notes.add("the agent would be started");
      }
      return Found.NO_AGENT;
    }
    dialogue.with(running.get().agent());
    AgentClient.requireOurProtocol(running.get().hello());
    return Found.AGENT;
  }

  /** Decides what this run does about a keepalived on the host. */
  private void takeOver(HostSession session, HostFacts facts) throws HostException {
    Keepalived policy = fleet.keepalived();
    // The state of an earlier generation is on the host alone.
    if (!(wanted instanceof Wanted.Compiled(HostState state))) {
      return;
    }
    if (facts.keepalived().isEmpty()) {
      refusal = Takeover.ofNone(state, policy).refusal();
    } else if (!state.virtualRouters().isEmpty() || policy != Keepalived.REFUSED) {
      dialogue.working("reading keepalived's configuration");
      KeepalivedConfig running = KeepalivedConfig.read(session.bootstrap().keepalived(facts));
      Takeover takeover = Takeover.of(running, state, policy);
      notes.addAll(takeover.notes());
      refusal = takeover.refusal();
    }
  }

  /**
   * Refuses a host because of the keepalived that runs there, unless the plan removes it; a preview
   * of an apply notes that instead.
   *
   * @param changes the plan; empty if the host has no agent that can make one
   */
  void refuse(List<ChangeView> changes) throws HostException {
    boolean adopts = fleet.keepalived().adopts() != null;
    if (refusal == null || !adopts && changes.stream().anyMatch(Takeover::removesKeepalived)) {
      return;
    }
    if (adopts || !previews) {
      throw HostException.failed(refusal.why(), refusal.nextStep());
    }
    notes.add(
        "apply refuses this host: %s (next: %s)".formatted(refusal.why(), refusal.nextStep()));
  }

  private void checkStopped(HostFacts facts) throws HostException {
    if (fleet.agents().stopped() == Fleet.Stopped.LEFT) {
      HostRefusals.checkStopped(facts);
    }
  }

  private HostSession connect() throws HostException {
    dialogue.working("connecting");
    return dialogue.open();
  }

  private HostFacts inspect(HostSession session) throws HostException {
    dialogue.working("inspecting the host");
    return session.bootstrap().probe();
  }

  private boolean isNotWanted(HostFacts facts) {
    return wanted.isNothing() && facts.current().isEmpty();
  }
}
