package org.hactl.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hactl.health.QuorumView.Standing;
import org.hactl.host.Holds;
import org.hactl.host.Quorum;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * The quorums of the services for which the site says something about capacity. The time is a
 * parameter. Not thread-safe.
 */
public final class ServiceQuorums {
  private final Map<String, VirtualServiceSpec> services = new HashMap<>();
  private final Map<String, QuorumView> views = new HashMap<>();

  /** A quorum that was reached or lost. */
  public record Change(VirtualServiceSpec service, QuorumView from, QuorumView to) {}

  /**
   * Follows these services from now on. One that was followed already stands as it stood.
   *
   * @param inherited how services stood in another process that this one takes over from
   */
  public void configure(
      List<VirtualServiceSpec> wanted, Map<String, QuorumView> inherited, long nowMillis) {
    services.clear();
    for (VirtualServiceSpec service : wanted) {
      if (service.capacity() != null) {
        services.put(service.name(), service);
        QuorumView from = inherited.getOrDefault(service.name(), QuorumView.unknown(nowMillis));
        views.putIfAbsent(service.name(), from);
      }
    }
    views.keySet().retainAll(services.keySet());
  }

  /** A service that is followed. */
  public Optional<VirtualServiceSpec> find(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /** The services that are followed. */
  public Set<String> names() {
    return Set.copyOf(services.keySet());
  }

  /**
   * Looks at a service again; empty if it stands as before, or is not followed.
   *
   * @param health of its real servers, in their order
   * @param holds a real server that is drained counts nothing, as one of weight 0
   */
  public Optional<Change> look(
      String name,
      Function<VirtualServiceSpec, List<RealServerHealth>> health,
      Holds holds,
      long nowMillis) {
    VirtualServiceSpec service = services.get(name);
    QuorumView before = views.get(name);
    if (service == null || before == null) {
      return Optional.empty();
    }
    Quorum quorum = service.capacityOrNone().quorumOrDefault();
    List<RealServerHealth> now = health.apply(service);
    int live = 0;
    int undecided = 0;
    for (int i = 0; i < service.realServers().size(); i++) {
      RealServerSpec server = service.realServers().get(i);
      if (holds.isDrained(service, server)) {
        continue;
      }
      switch (now.get(i)) {
        case HEALTHY, UNCHECKED -> live += quorum.of(server.weight());
        case UNKNOWN -> undecided += quorum.of(server.weight());
        case UNHEALTHY -> {}
      }
    }
    QuorumView after =
        before.step(quorum, live, undecided, quorum.all(service.realServers()), nowMillis);
    views.put(name, after);
    return before.standing() == after.standing()
        ? Optional.empty()
        : Optional.of(new Change(service, before, after));
  }

  /** How each followed service stands, by its name. */
  public Map<String, QuorumView> views() {
    return Map.copyOf(views);
  }

  /** How a service stands; unknown if it is not followed. */
  public Standing of(String service) {
    QuorumView view = views.get(service);
    return view == null ? Standing.UNKNOWN : view.standing();
  }
}
