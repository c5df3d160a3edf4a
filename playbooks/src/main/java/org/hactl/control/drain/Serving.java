package org.hactl.control.drain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;

/**
 * A place in which a real server gets new connections. Pure.
 *
 * @param service its address, port and protocol
 */
record Serving(String director, String service, String host, String address, int port) {
  /** Where these hosts get new connections now. */
  static List<Serving> of(Collection<String> hosts, Map<String, HostStatus> statuses) {
    List<Serving> places = new ArrayList<>();
    statuses.forEach((director, status) -> {
      for (ServiceView service : status.services()) {
        for (RealServerView server : service.realServers()) {
          if (hosts.contains(server.host()) && serves(server)) {
            places.add(
                new Serving(
                    director, service.address(), server.host(), server.address(), server.port()));
          }
        }
      }
    });
    return places;
  }

  /** A slow start begins with a low weight, which is enough. */
  private static boolean serves(RealServerView server) {
    return server.weight() != null
        && server.weight() > 0
        && (server.health() == Health.HEALTHY || server.health() == Health.UNCHECKED);
  }

  /**
   * Why the real server does not get new connections here; empty if it does, or if the director has
   * it no longer.
   */
  Optional<String> missing(Map<String, HostStatus> now) {
    HostStatus status = now.get(director);
    if (status == null) {
      return Optional.of("%s does not answer".formatted(director));
    }
    for (ServiceView each : status.services()) {
      for (RealServerView server : each.realServers()) {
        if (each.address().equals(service)
            && server.address().equals(address)
            && server.port() == port) {
          return serves(server)
              ? Optional.empty()
              : Optional.of(
                  "%s is not back in service %s on %s (%s)"
                      .formatted(host, each.name(), director, detail(server)));
        }
      }
    }
    return Optional.empty();
  }

  private static String detail(RealServerView server) {
    return server.detail().isEmpty() ? "weight " + server.weight() : server.detail();
  }
}
