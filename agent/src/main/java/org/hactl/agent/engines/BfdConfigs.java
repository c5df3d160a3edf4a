package org.hactl.agent.engines;

import java.util.ArrayList;
import java.util.List;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdLimits;
import org.hactl.host.HostState;

/** The BFD sessions of a host state, as the engine takes them. Pure. */
public final class BfdConfigs {
  private BfdConfigs() {}

  /**
   * @throws IllegalArgumentException if the engine could not run one of the sessions; {@link
   *     #problems} tells this in advance
   */
  static List<BfdConfig> of(HostState state) {
    return state.vrrp().bfdSessions().stream().map(BfdConfig::requireRunnable).toList();
  }

  /** Why the sessions of this state cannot run, one sentence each. */
  public static List<String> problems(HostState state) {
    List<String> problems = new ArrayList<>();
    for (BfdConfig session : state.vrrp().bfdSessions()) {
      try {
        session.requireRunnable();
      } catch (IllegalArgumentException e) {
        problems.add("BFD session " + session.name() + ": " + e.getMessage());
      }
    }
    if (problems.isEmpty()) {
      try {
        BfdLimits.requireDistinct(of(state));
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }
}
