package org.hactl.control.outside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.Fleet;
import org.hactl.control.hold.SiteHolds;
import org.hactl.control.view.Asked;
import org.hactl.control.view.HostAnswer;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * The directors that a run does not change. Their services, routers and checks count all the same.
 * Connections to them are kept until this is closed.
 */
public final class Bystanders implements AutoCloseable {
  private final AgentQueries queries;
  private final Map<String, HostState> states;
  private List<String> hosts;

  private Bystanders(AgentQueries queries, Map<String, HostState> states, List<String> hosts) {
    this.queries = queries;
    this.states = Map.copyOf(states);
    this.hosts = List.copyOf(hosts);
  }

  /**
   * The directors outside a run. Without a site, any host of the inventory may be one.
   *
   * @param run the hosts of the run
   * @param asked which hosts the command means; null if no answers are compared
   */
  public static Bystanders of(Fleet fleet, Collection<String> run, @Nullable Asked asked) {
    Map<String, HostState> states = new TreeMap<>();
    List<String> hosts = new ArrayList<>();
    if (asked != null && !asked.site().isEmpty()) {
      asked
          .site()
          .forEach((host, state) -> {
            if (!run.contains(host) && state.directs()) {
              states.put(host, state);
            }
          });
      hosts.addAll(states.keySet());
    } else if (asked != null && !asked.everyHost()) {
      hosts.addAll(fleet.targets().keySet());
      hosts.removeAll(run);
    }
    return new Bystanders(
        new AgentQueries(fleet, AgentQueries.Connections.KEPT), states, List.copyOf(hosts));
  }

  /**
   * Asks for the first time. A host that directs nothing now is not asked again; nor is one that
   * does not answer, since it would let every later look wait.
   *
   * @return the hosts that do not answer and are directors by the site
   */
  public List<String> meet() {
    List<String> directing = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Answer<HostStatus> answer : queries.status(hosts)) {
      if (answer.value() != null && SiteHolds.isDirector(answer.value())) {
        directing.add(answer.host());
      } else if (answer.failure() != null && states.containsKey(answer.host())) {
        silent.add(answer.host());
      }
    }
    hosts = List.copyOf(directing);
    return silent;
  }

  /** The hosts; after {@link #meet}, those that direct something now. */
  public List<String> hosts() {
    return hosts;
  }

  /** What the site says of them; empty for a run that reads no site. */
  public Map<String, HostState> states() {
    return states;
  }

  public List<HostAnswer> answers() {
    return status(hosts).stream().map(AgentQueries::forView).toList();
  }

  /** What those of these hosts say that are outside the run. */
  public List<Answer<HostStatus>> status(Collection<String> which) {
    return queries.status(hosts.stream().filter(which::contains).toList());
  }

  /** Asks one of them. */
  public <T> Answer<T> ask(String host, AgentQueries.Question<T> question) {
    return queries.one(host, question);
  }

  /** Whether one of them reaches a VIP. */
  public Answer<Reply.Probe> reach(String host, String vip) {
    return queries.reach(host, vip);
  }

  @Override
  public void close() {
    queries.close();
  }
}
