package org.hactl.control;

import java.time.Duration;
import java.util.Map;
import org.hactl.api.Protocol;
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
 * @param agents what an apply may do to agents
 */
public record Fleet(
    Map<String, HostTarget> targets,
    LinkOpener opener,
    RuntimeImages images,
    Protocol protocol,
    int forks,
    Duration confirmWithin,
    LockPolicy locks,
    AgentPolicy agents) {
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
        AgentPolicy.CAREFUL);
  }

  /** The same fleet, with another policy for agents. */
  public Fleet with(AgentPolicy other) {
    return new Fleet(targets, opener, images, protocol, forks, confirmWithin, locks, other);
  }

  /** The same fleet, with another policy for locked hosts. */
  public Fleet with(LockPolicy other) {
    return new Fleet(targets, opener, images, protocol, forks, confirmWithin, other, agents);
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

  HostSession open(String host) throws HostException {
    return HostSession.open(opener, target(host), protocol);
  }
}
