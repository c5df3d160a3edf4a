package org.hactl.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.LockView;
import org.hactl.api.Protocol;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostRefusals;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.ImageException;
import org.hactl.control.image.RuntimeImage;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.keepalived.Takeover.Keepalived;
import org.hactl.control.rollout.RunClock;

/**
 * How to reach and work on the hosts.
 *
 * @param targets the way to every host, by name
 * @param forks how many hosts are worked on at the same time
 * @param confirmWithin how long an agent waits for the confirmation before it rolls back
 * @param locks what to do about a host that another run has locked
 * @param agents what an apply may do to agents
 * @param keepalived what to do about a keepalived that runs virtual routers of the site
 * @param ending how a run ends
 * @param clock the control node's clocks
 */
public record Fleet(
    Map<String, HostTarget> targets,
    LinkOpener opener,
    RuntimeImages images,
    Protocol protocol,
    int forks,
    Duration confirmWithin,
    LockPolicy locks,
    AgentPolicy agents,
    Keepalived keepalived,
    Ending ending,
    RunClock clock) {
  /**
   * What an apply may do to agents.
   *
   * @param downgrade whether an agent may be replaced by an older one that cannot read its state
   * @param stopped what happens to an agent that an operator has stopped and disabled
   */
  public record AgentPolicy(Downgrade downgrade, Stopped stopped) {
    static final AgentPolicy CAREFUL = new AgentPolicy(Downgrade.REFUSED, Stopped.LEFT);
  }

  /** What happens to an agent that an operator has stopped, and disabled or masked. */
  public enum Stopped {
    LEFT,
    STARTED
  }

  /** How a run ends. */
  public record Ending(Undo undo, Confirmation confirmation) {
    static final Ending CONFIRMED = new Ending(Undo.WHOLE_SITE, Confirmation.BY_THE_RUN);
  }

  /** Who confirms the hosts after they have converged. */
  public enum Confirmation {
    BY_THE_RUN,
    /** The run leaves them waiting for {@code hactl confirm}. */
    BY_THE_OPERATOR
  }

  /** What goes back to its last confirmed generation when a host fails. */
  public enum Undo {
    /** All hosts of the run. */
    WHOLE_SITE,
    FAILED_HOSTS
  }

  /** Whether an agent may be replaced by an older one that cannot read its state. */
  public enum Downgrade {
    REFUSED,
    ALLOWED
  }

  /**
   * What an apply does about a host that another run has locked.
   *
   * @param within how long it waits for the other run
   * @param breaksOthers whether it takes the lock at once
   */
  public record LockPolicy(Duration within, boolean breaksOthers) {
    static final LockPolicy REFUSED = new LockPolicy(Duration.ZERO, false);
  }

  /** A fleet that refuses a downgrade, leaves stopped agents alone, and does not wait for locks. */
  public Fleet(
      Map<String, HostTarget> targets,
      LinkOpener opener,
      RuntimeImages images,
      Protocol protocol,
      int forks,
      Duration confirmWithin) {
    this(
        targets,
        opener,
        images,
        protocol,
        forks,
        confirmWithin,
        LockPolicy.REFUSED,
        AgentPolicy.CAREFUL,
        Keepalived.REFUSED,
        Ending.CONFIRMED,
        RunClock.system());
  }

  /** The same fleet, with another policy for agents. */
  public Fleet with(AgentPolicy other) {
    return with(locks, other, keepalived, ending, clock);
  }

  /** The same fleet, with another policy for locked hosts. */
  public Fleet with(LockPolicy other) {
    return with(other, agents, keepalived, ending, clock);
  }

  /** The same fleet, in which a run ends in another way. */
  public Fleet with(Ending other) {
    return with(locks, agents, keepalived, other, clock);
  }

  /** The same fleet, by other clocks. */
  public Fleet with(RunClock other) {
    return with(locks, agents, keepalived, ending, other);
  }

  /** The same fleet, in which a running keepalived is refused or adopted. */
  public Fleet with(Keepalived other) {
    return with(locks, agents, other, ending, clock);
  }

  private Fleet with(
      LockPolicy policy, AgentPolicy running, Keepalived adopts, Ending end, RunClock time) {
    return new Fleet(
        targets,
        opener,
        images,
        protocol,
        forks,
        confirmWithin,
        policy,
        running,
        adopts,
        end,
        time);
  }

  HostTarget target(String host) {
    HostTarget target = targets.get(host);
    if (target == null) {
      throw new IllegalArgumentException("no target for " + host);
    }
    return target;
  }

  /** The image that every host gets. */
  RuntimeImage image() throws ControlException {
    try {
      return images.image();
    } catch (ImageException e) {
      throw new ControlException(String.valueOf(e.getMessage()), e.nextStep());
    }
  }

  /** How an agent was restarted. */
  public enum Restart {
    /** The old process handed its roles over to the new one. */
    HANDED_OVER,
    /** The old process was killed; the new one resumed its roles if it started in time. */
    KILLED
  }

  /** Restarts the agent of one host. */
  public Answer<Restart> restartAgent(String host) {
    try (HostSession session = open(host)) {
      HostFacts facts = session.bootstrap().probe();
      HostRefusals.checkRoot(facts, target(host).become());
      if (facts.current().isEmpty()) {
        return new Answer<>(host, null, null, false);
      }
      refuseIfLocked(session);
      return new Answer<>(host, session.bootstrap().restart(facts), null, false);
    } catch (HostException e) {
      return new Answer<>(
          host,
          null,
          new HostFailure(String.valueOf(e.getMessage()), e.nextStep()),
          e.column() == HostException.RecapColumn.UNREACHABLE);
    }
  }

  /** The connection that has the lock would end, and its run with it. */
  private static void refuseIfLocked(HostSession session) throws HostException {
    Optional<HostSession.Greeted> running = session.running();
    if (running.isPresent()) {
      try (AgentClient agent = running.get().agent()) {
        LockView lock = agent.status().lock();
        if (lock != null) {
          throw HostException.failed(
              "%s has locked this host for %s; the agent was not touched"
                  .formatted(lock.owner(), lock.purpose()),
              "wait until that run has ended");
        }
      }
    }
  }

  HostSession open(String host) throws HostException {
    return HostSession.open(opener, target(host), protocol, clock::pauseAside);
  }
}
