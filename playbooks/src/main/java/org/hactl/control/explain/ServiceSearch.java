package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;

/** Finds the virtual services that an operator means. Pure. */
public final class ServiceSearch {
  private ServiceSearch() {}

  /** A service, with the directors that have it. */
  public record Found(VirtualServiceSpec service, List<String> directors) {
    /** Whether it takes packets with a firewall mark, whatever their address. */
    public boolean isWithoutAddress() {
      return service.address().equals("0.0.0.0") || service.address().equals("::");
    }
  }

  /**
   * @param asked a name, or an address with or without port and protocol: {@code web}, {@code
   *     192.168.0.254}, {@code 192.168.0.254:80}, {@code 192.168.0.254:80/tcp}
   * @param states of the site's hosts, by host
   */
  public static List<Found> find(String asked, Map<String, HostState> states) {
    List<Found> found = new ArrayList<>();
    for (VirtualServiceSpec service : all(states.values())) {
      if (isMeant(asked, service)) {
        found.add(
            new Found(
                service,
                states.entrySet().stream()
                    .filter(each -> has(each.getValue(), service))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList()));
      }
    }
    return found;
  }

  private static boolean isMeant(String asked, VirtualServiceSpec service) {
    return asked.equals(service.name())
        || asked.equals(service.address())
        || asked.equals(service.text())
        || service.text().startsWith(asked + "/");
  }

  /** All services of the site, as an operator names them. */
  public static String names(Map<String, HostState> states) {
    return all(states.values()).stream()
        .map(service -> service.name() + " (" + service.text() + ")")
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static List<VirtualServiceSpec> all(Collection<HostState> states) {
    return states.stream()
        .flatMap(state -> state.virtualServices().stream())
        .map(ServiceSearch::anywhere)
        .distinct()
        .toList();
  }

  private static boolean has(HostState state, VirtualServiceSpec service) {
    return state.virtualServices().stream()
        .anyMatch(each -> anywhere(each).equals(anywhere(service)));
  }

  /** Without what differs between the directors of one service. */
  private static VirtualServiceSpec anywhere(VirtualServiceSpec service) {
    return service.toBuilder().onMasterOnly(false).build();
  }
}
