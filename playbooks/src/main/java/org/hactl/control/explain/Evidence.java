package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.EndpointView;
import org.hactl.api.EndpointView.LinkView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.api.ServiceView;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of a service said.
 *
 * @param directors of its virtual router
 * @param statuses by host; only of those that answered
 * @param endpoints what each host has at the service's address, by host; that of a real server is
 *     about its own port
 * @param probes the service tried on its VIP through each real server alone, by the real server's
 *     host; only where a director could try
 */
public record Evidence(
    VirtualServiceSpec service,
    List<String> directors,
    Map<String, HostStatus> statuses,
    Map<String, EndpointView> endpoints,
    Map<String, Reply.Probe> probes) {
  static final String LOOPBACK = "lo";
  private static final int NAMED = 5;

  public Evidence {
    directors = List.copyOf(directors);
    statuses = Map.copyOf(statuses);
    endpoints = Map.copyOf(endpoints);
    probes = Map.copyOf(probes);
  }

  /** The first of many, as words; a host could name thousands. */
  static String some(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED))
            + " and %d more".formatted(names.size() - NAMED);
  }

  String vip() {
    return service.address();
  }

  @Nullable EndpointView endpoint(String host) {
    return endpoints.get(host);
  }

  /**
   * The directors that say that they are master; without a virtual router all that answered, since
   * each of them balances.
   */
  List<String> masters() {
    if (service.virtualRouter() == null) {
      return directors.stream().filter(statuses::containsKey).toList();
    }
    return directors.stream()
        .filter(host -> router(host).filter(RouterView::leads).isPresent())
        .toList();
  }

  Optional<RouterView> router(String host) {
    HostStatus status = statuses.get(host);
    return status == null
        ? Optional.empty()
        : status.routers().stream()
            .filter(each -> each.name().equals(service.virtualRouter()))
            .findFirst();
  }

  /** The service as a director has it. */
  Optional<ServiceView> view(String director) {
    HostStatus status = statuses.get(director);
    return status == null
        ? Optional.empty()
        : status.services().stream()
            .filter(each -> each.address().equals(service.text()))
            .findFirst();
  }

  /** The hosts that may answer for an Ethernet address, with the interface: {@code lvs1 (eth0)}. */
  List<String> owners(String mac) {
    List<String> owners = new ArrayList<>();
    endpoints.forEach((host, view) -> {
      for (Map.Entry<String, LinkView> link : view.links().entrySet()) {
        if (link.getValue().mac().equalsIgnoreCase(mac)) {
          owners.add(host + " (" + link.getKey() + ")");
        }
      }
    });
    return owners.stream().sorted().toList();
  }

  List<RealServerSpec> realServers() {
    return service.realServers();
  }

  /** The interface of a host that is not loopback and has the address; null for none. */
  @Nullable String outside(String host) {
    EndpointView view = endpoint(host);
    return view == null
        ? null
        : view.holding().stream().filter(name -> !name.equals(LOOPBACK)).findFirst().orElse(null);
  }

  boolean hasOnLoopback(EndpointView view) {
    return view.holding().contains(LOOPBACK);
  }
}
