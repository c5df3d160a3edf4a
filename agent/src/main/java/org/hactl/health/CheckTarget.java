package org.hactl.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.health.probe.Aim;
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
    Map<RealServerKey, CheckTarget> targets = new LinkedHashMap<>();
    for (VirtualServiceSpec service : services) {
      for (RealServerSpec server : service.realServers()) {
        CheckSpec check = service.checkOf(server);
        if (check != null) {
          RealServerKey key = RealServerKey.of(service, server);
          List<Aim> aims = check.parts().stream().map(part -> aim(service, server, part)).toList();
          // A service with several addresses is checked once.
          targets.putIfAbsent(key, new CheckTarget(key, check, aims));
        }
      }
    }
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

  private static Aim aim(VirtualServiceSpec service, RealServerSpec server, CheckSpec part) {
    String address = Objects.requireNonNullElse(part.at().address(), server.address());
    int port = Objects.requireNonNullElse(part.at().port(), server.checkedPort());
    return new Aim(
        new InetSocketAddress(InetAddress.ofLiteral(address), port),
        hostHeader(service, server, part),
        part);
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
