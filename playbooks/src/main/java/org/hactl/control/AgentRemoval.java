package org.hactl.control;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.HostDialogue.ApplyOrder;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.plan.Wanted;
import org.hactl.host.HostState;

/**
 * Takes hactl off a host. First the agent goes to a generation without resources, which takes off
 * all that it put there; a second plan proves that nothing is left. Then the agent and its files
 * go. If a step fails, the agent still runs, with the generation that it confirmed last.
 */
public final class AgentRemoval {
  private final Fleet fleet;
  private final EventListener listener;
  private final String owner;

  /** What stays on the host. */
  public enum Stays {
    NOTHING,
    /**
     * What the agent has put there stays as it is; hactl no longer knows it. Roles are given up.
     */
    RESOURCES
  }

  /**
   * @param owner who removes it, in the form {@code ann@desk}
   */
  public AgentRemoval(Fleet fleet, EventListener listener, String owner) {
    this.fleet = fleet;
    this.listener = listener;
    this.owner = owner;
  }

  /** Tells what {@link #remove} would change. Changes nothing. */
  public HostResult preview(String host, Stays stays) {
    return on(host, dialogue -> preview(host, dialogue, stays));
  }

  /** Takes hactl off this host. */
  public HostResult remove(String host, Stays stays) {
    return on(host, dialogue -> remove(host, dialogue, stays));
  }

  private interface Work {
    HostResult on(HostDialogue dialogue) throws HostException;
  }

  private HostResult on(String host, Work work) {
    HostResult result;
    try (HostDialogue dialogue = new HostDialogue(fleet, listener, host)) {
      result = work.on(dialogue);
    } catch (HostException e) {
      result = HostResult.of(host, e);
    } catch (RuntimeException | Error e) {
      result = HostResult.of(host, HostException.internal(e));
    }
    listener.on(new HostEvent.HostEnded(result));
    return result;
  }

  private HostResult preview(String host, HostDialogue dialogue, Stays stays) throws HostException {
    HostFacts facts = dialogue.open().bootstrap().probe();
    if (isWithoutHactl(facts)) {
      return done(host, List.of(), List.of());
    }
    List<ChangeView> changes =
        stays == Stays.RESOURCES ? List.of() : plan(dialogue, empty(dialogue, facts)).changes();
    List<String> notes =
        List.of(
            stays == Stays.RESOURCES
                ? "the agent and its files would go; what it manages would stay"
                : "then the agent and its files would go");
    listener.on(new HostEvent.Planned(host, notes, changes));
    return done(host, notes, changes);
  }

  private static boolean isWithoutHactl(HostFacts facts) {
    return facts.current().isEmpty() && facts.images().isEmpty();
  }

  /** The state of a host that has nothing of hactl, after the agent is in the dialogue. */
  private static HostState empty(HostDialogue dialogue, HostFacts facts) throws HostException {
    if (!facts.socket()) {
      throw HostException.failed(
          "the agent does not run, so it cannot take off what it put there",
          "start it (systemctl start hactl-agent), or let that stay: --release");
    }
    dialogue.with(dialogue.session().agent());
    HostStatus status = dialogue.status();
    return HostState.empty(status.version() == null ? "" : status.version().site(), status.host());
  }

  private static Reply.Plan plan(HostDialogue dialogue, HostState state) throws HostException {
    Reply.Plan plan = dialogue.plan(state);
    if (!plan.problems().isEmpty()) {
      throw HostException.failed(
          String.join("; ", plan.problems()), "correct that on the host; nothing was changed");
    }
    return plan;
  }

  private HostResult remove(String host, HostDialogue dialogue, Stays stays) throws HostException {
    dialogue.working("connecting");
    HostFacts facts = dialogue.open().bootstrap().probe();
    if (isWithoutHactl(facts)) {
      return done(host, List.of(), List.of());
    }
    List<ChangeView> made = List.of();
    if (stays == Stays.NOTHING) {
      made = takeOff(dialogue, empty(dialogue, facts));
    } else if (facts.socket()) {
      lockIfItAnswers(dialogue);
    }
    dialogue.working("removing the agent");
    dialogue.session().bootstrap().remove();
    return done(host, List.of("the agent and its files were removed"), made);
  }

  private void lock(HostDialogue dialogue) throws HostException {
    dialogue.lock(new Request.Lock(owner, "agent remove", UUID.randomUUID().toString(), false));
  }

  /** An agent that is broken can still be removed, but not one that another run works with. */
  private void lockIfItAnswers(HostDialogue dialogue) throws HostException {
    try {
      dialogue.with(dialogue.session().agent());
      lock(dialogue);
    } catch (HostException e) {
      if (e instanceof HostException.Refused refused && refused.is(Reply.Failed.LOCKED)) {
        throw e;
      }
      dialogue.working("it cannot be locked: " + e.getMessage());
    }
  }

  private List<ChangeView> takeOff(HostDialogue dialogue, HostState nothing) throws HostException {
    lock(dialogue);
    Reply.Plan planned = plan(dialogue, nothing);
    dialogue.working("taking off what the agent put there");
    Reply.Applied applied =
        dialogue.apply(
            new ApplyOrder(
                new Wanted.Compiled(nothing), planned.changes(), false, null, planned.version()));
    if (!applied.errors().isEmpty()) {
      throw HostException.failed(
          String.join("; ", applied.errors()),
          applied.rolledBack()
              ? "the host rolled back, and its agent runs as before; correct the cause and try again"
              : "correct the cause and try again; hactl status shows what is left");
    }
    if (applied.needsConfirm()) {
      dialogue.confirm(applied.generation());
    }
    List<ChangeView> left = plan(dialogue, nothing).changes();
    if (!left.isEmpty()) {
      throw HostException.failed(
          "still there, although the agent took it off: "
              + left.stream().map(each -> each.id().toString()).collect(Collectors.joining(", ")),
          "find the program that puts it there, and try again; the agent still runs");
    }
    return applied.changes();
  }

  private static HostResult done(String host, List<String> notes, List<ChangeView> changes) {
    return new HostResult(host, HostOutcome.OK, 0, notes, changes, 0, null);
  }
}
