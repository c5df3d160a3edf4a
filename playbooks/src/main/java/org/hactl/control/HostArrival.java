package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.control.image.RuntimeImage;
import org.hactl.control.keepalived.KeepalivedConfig;
import org.hactl.control.keepalived.Takeover;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** Connects to a host and finds its agent, which an apply installs where it is missing or old. */
final class HostArrival {
  private final Fleet fleet;
  private final HostDialogue dialogue;
  private final HostState state;
  private final AgentStartTurn turn;
  private final List<String> notes = new ArrayList<>();
  private @Nullable Met met;

  /**
   * @param turn decides when the agent may start
   */
  HostArrival(Fleet fleet, HostDialogue dialogue, HostState state, AgentStartTurn turn) {
    this.fleet = fleet;
    this.dialogue = dialogue;
    this.state = state;
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
    Takeover.Refusal refusal = takeover(opened, found).refusal();
    if (refusal != null) {
      throw HostException.failed(refusal.why(), refusal.nextStep());
    }
    met = new Met(opened, found);
    if (found.socket()) {
      opened.running().ifPresent(running -> dialogue.with(running.agent()));
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
    RuntimeImage image = fleet.image();
    HostSession.Brought brought =
        session.agent(facts, image, dialogue::working, turn, fleet.downgrade());
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

  /** Uses the agent that is there. */
  Found preview() throws HostException, ControlException {
    HostSession session = connect();
    HostFacts facts = inspect(session);
    Takeover.Refusal refusal = takeover(session, facts).refusal();
    if (refusal != null && fleet.keepalived().adopts() != null) {
      throw HostException.failed(refusal.why(), refusal.nextStep());
    } else if (refusal != null) {
      notes.add(
          "apply refuses this host: %s (next: %s)".formatted(refusal.why(), refusal.nextStep()));
    }
    if (isNotWanted(facts)) {
      return Found.NOTHING_WANTED;
    }
    RuntimeImage image = fleet.image();
    if (!facts.runs(image)) {
      HostRefusals.check(facts, image, fleet.target(state.host()).become());
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

  /** What this run does about a keepalived on the host. */
  private Takeover takeover(HostSession session, HostFacts facts) throws HostException {
    Keepalived wanted = fleet.keepalived();
    if (facts.keepalived().isEmpty()) {
      return Takeover.ofNone(state, wanted);
    }
    if (state.virtualRouters().isEmpty() && wanted == Keepalived.REFUSED) {
      return new Takeover(List.of(), null);
    }
    dialogue.working("reading keepalived's configuration");
    KeepalivedConfig running = KeepalivedConfig.read(session.bootstrap().keepalived(facts));
    Takeover takeover = Takeover.of(running, state, wanted);
    notes.addAll(takeover.notes());
    return takeover;
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
    return HostPlan.wantsNothing(state) && facts.current().isEmpty();
  }
}
