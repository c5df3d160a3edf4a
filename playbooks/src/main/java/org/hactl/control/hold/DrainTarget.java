package org.hactl.control.hold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Word;
import org.jspecify.annotations.Nullable;

/**
 * The real servers that an operator means by a name or an address, as the directors have them.
 *
 * @param name the inventory name, or the address as the directors write it
 * @param service the name of the only service that is meant; null for all
 * @param directors the directors that have such a real server, by name
 */
public record DrainTarget(
    String name, @Nullable String service, Map<String, HostStatus> directors) {

  /**
   * A real server as one director has it.
   *
   * @param service the service that it is in
   */
  public record Entry(String director, ServiceView service, RealServerView server) {
    /** IPVS counts every flow of UDP as inactive. */
    boolean countsInactive() {
      return service.address().endsWith("/udp");
    }
  }

  /**
   * @param said an inventory name or an address
   * @return empty if no director has such a real server in that service
   */
  public static Optional<DrainTarget> find(
      String said, @Nullable String service, Map<String, HostStatus> statuses) {
    Map<String, HostStatus> having = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    statuses.forEach((host, status) -> {
      for (ServiceView each : status.services()) {
        if (service == null || service.equals(each.name())) {
          for (RealServerView server : each.realServers()) {
            if (server.host().equals(said) || Addresses.same(server.address(), said)) {
              having.put(host, status);
              names.add(server.host().equals(said) ? said : server.address());
            }
          }
        }
      }
    });
    return names.stream().findFirst().map(name -> new DrainTarget(name, service, having));
  }

  /** The names of all real servers, for a message. */
  public static Set<String> known(Map<String, HostStatus> statuses) {
    Set<String> known = new LinkedHashSet<>();
    statuses.values().stream()
        .flatMap(status -> status.services().stream())
        .flatMap(each -> each.realServers().stream())
        .forEach(server -> known.add(server.host()));
    return known;
  }

  /** A hold that drains it. */
  public Hold drain(Word word) {
    return new Drain(name, service, word);
  }

  public List<Entry> entries() {
    return entries(directors);
  }

  /** Its entries in these statuses, which may be later ones. */
  public List<Entry> entries(Map<String, HostStatus> statuses) {
    List<Entry> entries = new ArrayList<>();
    statuses.forEach((host, status) -> {
      for (ServiceView each : status.services()) {
        if (service == null || service.equals(each.name())) {
          each.realServers().stream()
              .filter(server -> matches(server.host(), server.address()))
              .forEach(server -> entries.add(new Entry(host, each, server)));
        }
      }
    });
    return entries;
  }

  private boolean matches(String host, String address) {
    return name.equals(host) || name.equals(address);
  }
}
