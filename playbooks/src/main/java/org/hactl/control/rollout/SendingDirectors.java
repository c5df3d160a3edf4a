package org.hactl.control.rollout;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.HostStatus;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.hactl.module.ipvs.IpvsResource;

/**
 * The real servers to which directors may send at the moment. Where a site is new, nothing is sent
 * yet, and what direct routing needs may be altered on all real servers at once. Pure.
 *
 * @param known whether every director of the site told its services
 * @param realServers of those services
 */
public record SendingDirectors(boolean known, Set<String> realServers) {
  public static final SendingDirectors UNKNOWN = new SendingDirectors(false, Set.of());

  public SendingDirectors {
    realServers = Set.copyOf(realServers);
  }

  /**
   * @param site the compiled state of every host of the site
   * @param answers what the hosts of a run said before it changed anything
   */
  public static SendingDirectors of(Map<String, HostState> site, List<HostAnswer> answers) {
    Map<String, HostStatus> told = HostAnswer.statuses(answers);
    List<String> directors =
        site.entrySet().stream()
            .filter(each -> each.getValue().directs())
            .map(Map.Entry::getKey)
            .toList();
    boolean all =
        !directors.isEmpty()
            && told.keySet().containsAll(directors)
            && told.values().stream().noneMatch(SendingDirectors::hasOthersServices);
    if (!all) {
      return UNKNOWN;
    }
    Set<String> realServers = new HashSet<>();
    told.values().stream()
        .flatMap(status -> status.services().stream())
        .flatMap(service -> service.realServers().stream())
        .forEach(server -> realServers.add(server.host()));
    return new SendingDirectors(true, realServers);
  }

  /**
   * Whether another program has services in the kernel, with real servers that hactl does not know.
   */
  private static boolean hasOthersServices(HostStatus status) {
    return status.unmanaged().stream().anyMatch(id -> id.kind().equals(IpvsResource.KIND));
  }

  /** Whether a director may send to this host. */
  public boolean maySendTo(String host) {
    return !known || realServers.contains(host);
  }
}
