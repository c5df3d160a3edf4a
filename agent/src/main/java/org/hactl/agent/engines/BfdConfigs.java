package org.hactl.agent.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.host.BfdSessionSpec;
import org.hactl.host.HostState;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/** The BFD sessions of a host state, as the engine takes them. Pure. */
public final class BfdConfigs {
  private BfdConfigs() {}

  /**
   * @throws IllegalArgumentException if the engine could not run one of the sessions; {@link
   *     #problems} tells this in advance
   */
  static List<BfdConfig> of(HostState state) {
    return state.vrrp().bfdSessions().stream().map(BfdConfigs::of).toList();
  }

  /** Why the sessions of this state cannot run, one sentence each. */
  public static List<String> problems(HostState state) {
    List<String> problems = new ArrayList<>();
    for (BfdSessionSpec session : state.vrrp().bfdSessions()) {
      try {
        of(session);
      } catch (IllegalArgumentException e) {
        problems.add("BFD session " + session.name() + ": " + e.getMessage());
      }
    }
    if (problems.isEmpty()) {
      try {
        BfdConfig.requireDistinct(of(state));
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  private static BfdConfig of(BfdSessionSpec session) {
    @Nullable String source = session.source();
    return new BfdConfig(
        session.name(),
        InetAddresses.parse(session.neighbour()),
        source == null ? null : InetAddresses.parse(source),
        session.interfaceName(),
        Duration.ofMillis(session.minRxMillis()),
        Duration.ofMillis(session.minTxMillis()),
        Duration.ofMillis(session.idleTxMillis()),
        session.multiplier(),
        session.passive(),
        session.multihop(),
        session.ttl(),
        session.minTtl());
  }
}
