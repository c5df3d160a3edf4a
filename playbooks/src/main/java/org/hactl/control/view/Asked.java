package org.hactl.control.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.HostState;

/**
 * Which hosts were asked, and what the site says about all hosts.
 *
 * @param everyHost whether all hosts of the inventory were asked, without {@code --limit}
 * @param site the compiled state of every host; empty for a command that reads no site
 */
public record Asked(boolean everyHost, Map<String, HostState> site) {
  /** For a command that reads the inventory alone. */
  public static Asked withoutSite(boolean everyHost) {
    return new Asked(everyHost, Map.of());
  }

  /** Whether every director of a router is among the hosts that were asked. */
  boolean everyDirector(String router, Collection<HostAnswer> answers) {
    if (everyHost) {
      return true;
    }
    Set<String> asked = answers.stream().map(HostAnswer::host).collect(Collectors.toSet());
    return !site.isEmpty() && asked.containsAll(directors(router));
  }

  /** The hosts that may be directors of a router and did not answer. */
  List<String> silentDirectors(String router, List<HostAnswer> answers) {
    return answers.stream()
        .filter(HostAnswer::silent)
        .map(HostAnswer::host)
        .filter(host -> site.isEmpty() || directors(router).contains(host))
        .toList();
  }

  private List<String> directors(String router) {
    return site.values().stream()
        .filter(state -> state.routerNames().contains(router))
        .map(HostState::host)
        .toList();
  }
}
