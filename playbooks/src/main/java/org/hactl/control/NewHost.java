package org.hactl.control;

import java.util.List;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.HostDialogue.ApplyOrder;
import org.hactl.control.Onboarding.Listener;
import org.hactl.control.Onboarding.OnboardingStep;
import org.hactl.control.Onboarding.StepFailed;
import org.hactl.control.host.AgentStartTurn;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.image.RuntimeImage;
import org.hactl.control.plan.Wanted;
import org.hactl.control.rollout.Standing;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;

/** The host that is being onboarded, until its generation is confirmed or rolled back. */
final class NewHost implements AutoCloseable {
  private final Fleet fleet;
  private final Listener listener;
  private final String host;
  private final HostState state;
  private final HostDialogue dialogue;
  private volatile long pending;
  private volatile Standing standing = Standing.of(Standing.Kind.AS_IT_WAS);

  NewHost(Fleet fleet, Listener listener, String host, HostState state) {
    this.fleet = fleet;
    this.listener = listener;
    this.host = host;
    this.state = state;
    this.dialogue = new HostDialogue(fleet, listener, host);
  }

  String host() {
    return host;
  }

  void bring() throws StepFailed, ControlException {
    listener.begun(OnboardingStep.AGENT);
    try {
      HostSession opened = dialogue.open();
      RuntimeImage image = fleet.image();
      HostFacts facts = opened.bootstrap().probe();
      AgentStartTurn turn = new AgentStartTurn();
      dialogue.with(
          opened.agent(facts, image, dialogue::working, turn, fleet.agents().downgrade()).agent());
      listener.done(OnboardingStep.AGENT, "agent " + image.digest());
    } catch (HostException e) {
      throw failed(OnboardingStep.AGENT, e);
    }
  }

  /** Applies the host's state; the generation stays pending until the probes have passed. */
  void prepare() throws StepFailed {
    listener.begun(OnboardingStep.PREPARE);
    try {
      Reply.Plan plan = dialogue.plan(state);
      if (!plan.problems().isEmpty()) {
        throw new StepFailed(
            OnboardingStep.PREPARE, String.join("; ", plan.problems()), "correct that on " + host);
      }
      listener.on(new HostEvent.Planned(host, List.of(), plan.changes()));
      standing = goesBack();
      Reply.Applied applied =
          dialogue.apply(
              new ApplyOrder(
                  new Wanted.Compiled(state),
                  plan.changes(),
                  plan.sameGeneration(),
                  null,
                  plan.version()));
      if (!applied.errors().isEmpty()) {
        standing =
            Standing.of(applied.rolledBack() ? Standing.Kind.ROLLED_BACK : Standing.Kind.UNKNOWN);
        throw new StepFailed(
            OnboardingStep.PREPARE,
            String.join("; ", applied.errors()),
            applied.rolledBack()
                ? host + " was rolled back; correct the cause and run onboard again"
                : "correct the cause on " + host + " and run onboard again");
      }
      pending = applied.needsConfirm() ? applied.generation() : 0;
      standing = pending == 0 ? Standing.of(Standing.Kind.CONFIRMED) : goesBack();
      listener.done(
          OnboardingStep.PREPARE,
          "%d of %d resources changed".formatted(applied.changes().size(), applied.resources()));
    } catch (HostException e) {
      throw failed(OnboardingStep.PREPARE, e);
    }
  }

  void probe(VirtualServiceSpec service) throws StepFailed {
    try {
      Reply.Probe probe =
          dialogue.agent().ask(new Request.Probe(service, null), Reply.Probe.class, _ -> {});
      if (!probe.ok()) {
        throw new StepFailed(
            OnboardingStep.PROBE_HOST,
            "%s on %s:%d fails its check: %s"
                .formatted(service.name(), service.address(), service.port(), probe.detail()),
            "check that the service runs on " + host + " and listens on every address");
      }
    } catch (HostException e) {
      throw failed(OnboardingStep.PROBE_HOST, e);
    }
  }

  /** Confirms the generation, over a new connection. */
  void keep() throws StepFailed {
    if (pending == 0) {
      return;
    }
    try {
      dialogue.confirm(pending);
      standing = Standing.of(Standing.Kind.CONFIRMED);
    } catch (HostException e) {
      throw failed(OnboardingStep.PROBE_PATH, e);
    }
  }

  /**
   * Rolls the generation back. If that fails, the agent rolls back by itself when the time for the
   * confirmation is over.
   */
  void takeBack() {
    if (pending == 0) {
      return;
    }
    dialogue.working("rolling the host back");
    try {
      dialogue.rollBack(pending);
      standing = Standing.of(Standing.Kind.ROLLED_BACK);
    } catch (HostException e) {
      dialogue.working(
          "it rolls back by itself within " + fleet.confirmWithin().toSeconds() + " s");
    }
  }

  private Standing goesBack() {
    return new Standing(
        Standing.Kind.GOES_BACK, fleet.clock().millis() + fleet.confirmWithin().toMillis());
  }

  /** Where the host stands if the command ends at this moment. For any thread. */
  Standing standing() {
    return standing;
  }

  private static StepFailed failed(OnboardingStep step, HostException e) {
    return new StepFailed(step, String.valueOf(e.getMessage()), e.nextStep());
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
