package org.hactl.control.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;

/**
 * What a plan does to traffic. Says only what follows from the protocol or from the kernel; a
 * change without a cost here may still have one.
 *
 * @param site the states that the site has for all hosts; a cost that depends on them is left out
 *     if it is empty
 * @param hosts those that the plan is for
 */
public record PlanCosts(Map<String, HostState> site, Set<String> hosts) {
  public PlanCosts {
    site = Map.copyOf(site);
    hosts = Set.copyOf(hosts);
  }

  /** For a plan that is for all hosts of the site. */
  public PlanCosts(Map<String, HostState> site) {
    this(site, site.keySet());
  }

  /** The costs of one host's changes, in the order of the changes. */
  public List<Cost> of(String host, List<ChangeView> changes) {
    RouterCosts routers = new RouterCosts(host, changes, this);
    ServiceCosts services = new ServiceCosts(host, site);
    List<Cost> costs = new ArrayList<>();
    for (ChangeView change : changes) {
      Optional<Cost> cost =
          change.id().kind().equals(RouterCosts.KIND) ? routers.of(change) : services.of(change);
      cost.ifPresent(costs::add);
    }
    return costs;
  }

  /**
   * The routers whose directors do not hear each other until all of them have the change. One after
   * another, both are master and serve meanwhile; at the same moment, none is master for a down
   * timer. Between two waves the health gate cannot count their masters.
   */
  public static Set<String> apart(Collection<Cost> costs) {
    return costs.stream()
        .filter(each -> each.effect() == Effect.TWO_MASTERS)
        .map(Cost::subject)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What the whole plan interrupts, one sentence each; empty if nothing is known.
   *
   * @param costs of all hosts
   * @param drained hosts whose software restarts only after they were drained
   */
  public List<String> interruptions(Collection<Cost> costs, Collection<String> drained) {
    Set<String> texts = new LinkedHashSet<>();
    costs.stream()
        .filter(each -> each.effect().interrupts() && each.effect() != Effect.RESTART)
        .forEach(each -> texts.add(each.subject() + ": " + each.text()));
    Set<String> restarting =
        costs.stream()
            .filter(each -> each.effect() == Effect.RESTART)
            .map(Cost::host)
            .filter(host -> !drained.contains(host))
            .collect(Collectors.toSet());
    if (restarting.isEmpty()) {
      return List.copyOf(texts);
    }
    servers()
        .forEach((service, servers) -> {
          Set<String> staying = new HashSet<>(servers);
          staying.removeAll(restarting);
          if (!servers.isEmpty() && staying.isEmpty()) {
            texts.add(
                "%s: the software of all its real servers (%s) restarts; none answers if they restart at the same time"
                    .formatted(service, String.join(", ", servers)));
          } else if (staying.size() < servers.size()) {
            servers.removeAll(staying);
            texts.add(
                "%s: the software of %s restarts".formatted(service, String.join(", ", servers)));
          }
        });
    return List.copyOf(texts);
  }

  /** The real servers of each service. */
  private SortedMap<String, SortedSet<String>> servers() {
    SortedMap<String, SortedSet<String>> servers = new TreeMap<>();
    for (HostState state : site.values()) {
      for (VirtualServiceSpec service : state.virtualServices()) {
        Set<String> ofService = servers.computeIfAbsent(service.name(), _ -> new TreeSet<>());
        service.realServers().forEach(each -> ofService.add(each.host()));
      }
    }
    return servers;
  }
}
