package org.hactl.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.control.hold.SiteHolds;
import org.hactl.control.outside.Bystanders;
import org.hactl.control.rollout.Candidate;
import org.hactl.control.rollout.ChangeCost;
import org.hactl.control.rollout.Member;
import org.hactl.control.rollout.RealServers;
import org.hactl.control.rollout.RolesLost;
import org.hactl.control.rollout.SendingDirectors;
import org.hactl.control.rollout.Waves;
import org.hactl.host.HostState;
import org.hactl.host.Quorums;
import org.hactl.host.ServiceNeed;
import org.hactl.site.model.RolloutPolicy;

/**
 * In which order the hosts of a run change, and what their changes cost the site: by what the site
 * says, and by what hosts told before.
 *
 * @param bystanders the directors outside the run
 * @param told what each host said before; only those that did
 * @param sending to which real servers directors may have sent before
 */
record SiteTurns(
    List<HostRun> runs,
    Bystanders bystanders,
    Map<String, HostStatus> told,
    SendingDirectors sending) {
  /** The states of the site that this run knows, by host. */
  Map<String, HostState> site() {
    Map<String, HostState> site = new HashMap<>(bystanders.states());
    runs.forEach(run -> run.state().ifPresent(state -> site.put(run.host(), state)));
    return site;
  }

  /**
   * What each service needs of its real servers, by its name: as the site says, or as directors
   * told before, which alone know a state that they keep.
   */
  Map<String, ServiceNeed> quorums() {
    Map<String, ServiceNeed> quorums = new HashMap<>();
    told.values()
        .forEach(status ->
            status
                .services()
                .forEach(each -> quorums.merge(each.name(), each.need(), ServiceNeed::and)));
    quorums.values().removeIf(ServiceNeed.NONE::equals);
    quorums.putAll(Quorums.of(site().values()));
    return quorums;
  }

  /** The hosts that have virtual routers or services, as far as they told before. */
  List<String> directing() {
    return SiteHolds.of(told).directors();
  }

  /** The roles that the changes of the run cost its hosts. */
  RolesLost rolesLost() {
    Map<String, List<ChangeView>> changes = new LinkedHashMap<>();
    runs.forEach(run -> changes.put(run.host(), run.changes()));
    return new RolesLost(site(), changes, bystanders.hosts());
  }

  /** The hosts that have something to do, in the waves in which they converge. */
  List<List<HostRun>> waves(RolloutPolicy policy) {
    Map<String, HostRun> byHost = new HashMap<>();
    Map<String, Set<String>> services = services();
    List<Candidate> candidates =
        runs.stream().filter(HostRun::hasWork).map(HostRun::candidate).toList();
    List<Member> members = new ArrayList<>();
    for (HostRun run : runs) {
      byHost.put(run.host(), run);
      if (run.hasWork()) {
        Set<String> own =
            services.keySet().stream()
                .filter(name -> services.getOrDefault(name, Set.of()).contains(run.host()))
                .collect(Collectors.toSet());
        members.add(run.candidate().member(candidates, own, told.get(run.host()), disturbs(run)));
      }
    }
    return Waves.of(members, services, serversNeeded(services), policy).stream()
        .map(wave -> wave.stream().map(host -> Objects.requireNonNull(byHost.get(host))).toList())
        .toList();
  }

  /** How many of these real servers each service needs, whichever they are. */
  private Map<String, Integer> serversNeeded(Map<String, Set<String>> services) {
    Map<String, Integer> needed = new HashMap<>();
    quorums()
        .forEach((name, need) -> {
          Map<String, Integer> weights = weights(name);
          needed.put(
              name,
              need.anyServers(
                  services.getOrDefault(name, Set.of()).stream()
                      .map(host -> weights.getOrDefault(host, 1))
                      .toList()));
        });
    return needed;
  }

  /** The weights of a service's real servers by host, as the site says, or as directors told. */
  private Map<String, Integer> weights(String service) {
    Map<String, Integer> weights = new HashMap<>();
    told.values().stream()
        .flatMap(status -> status.services().stream())
        .filter(each -> each.name().equals(service))
        .flatMap(each -> each.realServers().stream())
        .forEach(each -> weights.put(each.host(), each.counts()));
    site().values().stream()
        .flatMap(state -> state.virtualServices().stream())
        .filter(each -> each.name().equals(service))
        .flatMap(each -> each.realServers().stream())
        .forEach(each -> weights.put(each.host(), each.weight()));
    return weights;
  }

  /** The real servers of each service that did not fail before. */
  private Map<String, Set<String>> services() {
    Set<String> failed = new HashSet<>();
    for (HostRun run : runs) {
      if (run.hasFailed()) {
        failed.add(run.host());
      }
    }
    return RealServers.of(site(), told, failed);
  }

  /** Whether the changes of a host may end what it serves. */
  boolean disturbs(HostRun run) {
    return mayDisturb(run)
        && (sending.maySendTo(run.host()) || ChangeCost.interrupts(run.changes()));
  }

  /** Whether they end what it serves if a director sends to it. */
  static boolean mayDisturb(HostRun run) {
    return !run.isDirector() && ChangeCost.disturbs(run.changes());
  }
}
