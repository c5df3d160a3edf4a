package org.hactl.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hactl.health.probe.Aim;
import org.hactl.host.CheckPaths;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.net.InetAddresses;

/**
 * Everything that the check of one real server depends on: equal targets are the same check.
 *
 * @param aims of the check's single parts, in their order
 */
record CheckTarget(RealServerKey server, CheckSpec check, List<Aim> aims) {
  CheckTarget {
    aims = List.copyOf(aims);
  }

  /**
   * The checks of these services; a real server without a check has none.
   *
   * @throws IllegalArgumentException if an address is not an IP address
   */
  static Map<RealServerKey, CheckTarget> of(List<VirtualServiceSpec> services) {
    Map<RealServerKey, List<Place>> places = new LinkedHashMap<>();
    for (VirtualServiceSpec service : services) {
      for (RealServerSpec server : service.realServers()) {
        if (service.checkOf(server) != null) {
          places
              .computeIfAbsent(RealServerKey.of(service, server), _ -> new ArrayList<>(1))
              .add(new Place(service, server));
        }
      }
    }
    CheckPaths paths = CheckPaths.of(services);
    Map<RealServerKey, CheckTarget> targets = new LinkedHashMap<>();
    places.forEach((key, each) -> targets.put(key, of(key, each, paths)));
    return targets;
  }

  /** A name of one part. */
  String name(int part) {
    return name(aims.get(part).check(), part, aims.size());
  }

  /** A name of one of so many parts, with its number as in plans if there are several. */
  static String name(CheckSpec check, int part, int parts) {
    return parts == 1 ? check.kind() : part + 1 + " " + check.kind();
  }

  /** One address of a service, and the real server there. */
  private record Place(VirtualServiceSpec service, RealServerSpec server) {
    Aim aim(CheckSpec part) {
      String address = Objects.requireNonNullElse(part.at().address(), server.address());
      return new Aim(at(address, part), hostHeader(service, server, part), part);
    }

    Optional<Aim> aim(CheckSpec part, CheckPaths paths) {
      return paths
          .of(service, server)
          .map(path ->
              Aim.through(
                  path, at(service.address(), part), hostHeader(service, server, part), part));
    }

    private InetSocketAddress at(String address, CheckSpec part) {
      int port = Objects.requireNonNullElse(part.at().port(), server.checkedPort());
      return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
  }

  /** A service with several addresses is checked once, but via vip at each of them. */
  private static CheckTarget of(RealServerKey key, List<Place> places, CheckPaths paths) {
    Place first = places.getFirst();
    List<Aim> aims = new ArrayList<>();
    CheckSpec check = Objects.requireNonNull(first.service().checkOf(first.server()));
    CheckSpec each =
        check.mapParts(part -> {
          List<Aim> ofPart = part.at().throughVip() ? throughVips(part, places, paths) : List.of();
          if (ofPart.isEmpty()) {
            ofPart = List.of(first.aim(part));
          }
          aims.addAll(ofPart);
          return ofPart.size() == 1
              ? part
              : new CheckSpec.All(Collections.nCopies(ofPart.size(), part));
        });
    return new CheckTarget(key, each, aims);
  }

  private static List<Aim> throughVips(CheckSpec part, List<Place> places, CheckPaths paths) {
    Map<InetSocketAddress, Aim> aims = new LinkedHashMap<>();
    for (Place place : places) {
      place.aim(part, paths).ifPresent(aim -> aims.putIfAbsent(aim.address(), aim));
    }
    return List.copyOf(aims.values());
  }

  /**
   * For HTTP: the host of the check, or else the address of the virtual service, or of the real
   * server if the service has none.
   */
  private static String hostHeader(
      VirtualServiceSpec service, RealServerSpec server, CheckSpec check) {
    String own;
    boolean secure;
    switch (check) {
      case CheckSpec.Http http -> {
        own = http.request().host();
        secure = http.tls() != null;
      }
      case CheckSpec.Grpc grpc -> {
        own = grpc.host();
        secure = grpc.tls() != null;
      }
      default -> {
        return "";
      }
    }
    if (own != null) {
      return own;
    }
    // Packets with a firewall mark may be for any address.
    boolean known = !InetAddresses.parse(service.address()).isAnyLocalAddress();
    String plain = known ? service.address() : server.address();
    String address = plain.contains(":") ? "[" + plain + "]" : plain;
    int standard = secure ? 443 : 80;
    return service.port() == standard || service.port() == 0
        ? address
        : address + ":" + service.port();
  }
}
