package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    directors(states)
        .forEach((service, directors) -> {
          if (isMeant(asked, service)) {
            found.add(new Found(service, directors.stream().sorted().toList()));
          }
        });
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
    return directors(states).keySet().stream()
        .map(service -> service.name() + " (" + service.text() + ")")
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  /** The hosts that have each service, in the order of the hosts' states. */
  private static Map<VirtualServiceSpec, List<String>> directors(Map<String, HostState> states) {
    Map<VirtualServiceSpec, List<String>> directors = new LinkedHashMap<>();
    states.forEach((host, state) ->
        state
            .virtualServices()
            .forEach(each ->
                directors.computeIfAbsent(anywhere(each), _ -> new ArrayList<>()).add(host)));
    return directors;
  }

  /** Without what differs between the directors of one service. */
  private static VirtualServiceSpec anywhere(VirtualServiceSpec service) {
    return service.toBuilder().onMasterOnly(false).build();
  }
}
