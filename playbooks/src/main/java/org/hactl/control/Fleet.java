package org.hactl.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.LockView;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.image.ImageException;
import org.hactl.control.image.RuntimeImage;
import org.hactl.control.image.RuntimeImages;

/**
 * How to reach and work on the hosts.
 *
 * @param targets the way to every host, by name
 * @param forks how many hosts are worked on at the same time
 * @param confirmWithin how long an agent waits for the confirmation before it rolls back
 * @param locks what to do about a host that another run has locked
 * @param downgrade whether an agent may be replaced by an older one that cannot read its state
 */
public record Fleet(
    Map<String, HostTarget> targets,
    LinkOpener opener,
    RuntimeImages images,
    Protocol protocol,
    int forks,
    Duration confirmWithin,
    LockPolicy locks,
    Downgrade downgrade) {
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

  /** A fleet that refuses a downgrade, and does not wait for locks. */
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
        Downgrade.REFUSED);
  }

  /** The same fleet, in which downgrades are allowed or refused. */
  public Fleet with(Downgrade other) {
    return new Fleet(targets, opener, images, protocol, forks, confirmWithin, locks, other);
  }

  /** The same fleet, with another policy for locked hosts. */
  public Fleet with(LockPolicy other) {
    return new Fleet(targets, opener, images, protocol, forks, confirmWithin, other, downgrade);
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
        LockView lock =
            agent.ask(new Request.Status(), Reply.Status.class, _ -> {}).status().lock();
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
    return HostSession.open(opener, target(host), protocol);
  }
}
