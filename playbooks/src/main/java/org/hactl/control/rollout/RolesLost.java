package org.hactl.control.rollout;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.ChangeView;
import org.hactl.control.cost.PlanCosts;
import org.hactl.host.HostState;

/**
 * The roles that the changes of a run cost its hosts. Pure.
 *
 * @param site the states that are applied, by host, as far as they are known
 * @param changes by host of the run
 * @param others the directors outside the run, which keep what they have
 */
public record RolesLost(
    Map<String, HostState> site, Map<String, List<ChangeView>> changes, Collection<String> others) {
  public RolesLost {
    // The costs of each host share this copy.
    site = Map.copyOf(site);
  }

  /** The roles that a host loses, as {@link ChangeCost#rolesLost}. */
  public Map<String, Integer> of(String host) {
    List<ChangeView> own = changes.getOrDefault(host, List.of());
    return ChangeCost.rolesLost(own, new PlanCosts(site).of(host, own));
  }

  /** The hosts that may have a virtual router after a host of the run has left it, and that one. */
  public Set<String> directors(String router, String leaver) {
    Set<String> directors = new LinkedHashSet<>();
    for (String host : changes.keySet()) {
      if (host.equals(leaver) || of(host).getOrDefault(router, 1) > 0) {
        directors.add(host);
      }
    }
    for (String host : others) {
      HostState state = site.get(host);
      if (state == null || state.routerNames().contains(router)) {
        directors.add(host);
      }
    }
    return directors;
  }
}
