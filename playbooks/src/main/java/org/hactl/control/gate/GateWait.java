package org.hactl.control.gate;

import java.time.Duration;
import java.util.Collection;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;

/** How long it is worth waiting for the site to become well. Pure. */
public final class GateWait {
  /** A site whose checks take longer is not waited for any longer. */
  public static final Duration CAP = Duration.ofMinutes(2);

  /** For the answers of the hosts, and for the first tries, which are spread over 200 ms. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private GateWait() {}

  /**
   * The time in which the slowest check decides and the slowest virtual router elects a master, at
   * most {@link #CAP}.
   *
   * @param states the states that are applied
   */
  public static Duration of(Collection<HostState> states) {
    Duration roles = Duration.ZERO;
    for (HostState state : states) {
      for (VirtualRouterSpec router : state.virtualRouters()) {
        roles = longer(roles, election(router.config()));
      }
    }
    return capped(MARGIN.plus(checks(states)).plus(roles));
  }

  /** The time in which the slowest check notices that a real server has failed. */
  public static Duration ofChecks(Collection<HostState> states) {
    return capped(checks(states));
  }

  private static Duration checks(Collection<HostState> states) {
    Duration checks = Duration.ZERO;
    for (HostState state : states) {
      for (VirtualServiceSpec service : state.virtualServices()) {
        for (CheckSpec check : service.checks().toList()) {
          checks = longer(checks, verdict(check.timing()));
        }
      }
    }
    return checks;
  }

  private static Duration capped(Duration time) {
    return time.compareTo(CAP) > 0 ? CAP : time;
  }

  /** A try begins an interval after the one before it began, or at its end if it took longer. */
  private static Duration verdict(Timing timing) {
    int tries = Math.max(timing.rise(), timing.fall());
    long apart = Math.max(timing.intervalMillis(), timing.timeoutMillis());
    return Duration.ofMillis((tries - 1) * apart + timing.timeoutMillis());
  }

  /** The delays of a start, and a down timer with a skew of a whole interval. */
  private static Duration election(RouterConfig router) {
    ProtocolOptions options = router.options();
    return longer(options.startupDelay(), options.bootDelay())
        .plus(options.forwardingDelay())
        .plus(router.advertInterval().multipliedBy(options.downTimerAdverts() + 1L));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
