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

/**
 * Everything that one check of one real server depends on: equal targets are the same check.
 *
 * @param port the port of the check, or else the port of the real server
 * @param hostHeader for HTTP: the host of the check, or else the address of the virtual service
 */
record CheckTarget(
    RealServerKey server, String address, int port, String hostHeader, CheckSpec check) {

  /** The checks of these services; real servers of a service without a check have none. */
  static Map<RealServerKey, CheckTarget> of(List<VirtualServiceSpec> services) {
    Map<RealServerKey, CheckTarget> targets = new LinkedHashMap<>();
    for (VirtualServiceSpec service : services) {
      CheckSpec check = service.check();
      if (check != null) {
        for (RealServerSpec server : service.realServers()) {
          RealServerKey key = RealServerKey.of(service, server);
          targets.put(
              key,
              new CheckTarget(
                  key,
                  server.address(),
                  Objects.requireNonNullElse(check.at().port(), server.port()),
                  hostHeader(service, check),
                  check));
        }
      }
    }
    return targets;
  }

  /** What the try asks. */
  Aim aim() {
    return new Aim(new InetSocketAddress(InetAddress.ofLiteral(address), port), hostHeader, check);
  }

  private static String hostHeader(VirtualServiceSpec service, CheckSpec check) {
    if (!(check instanceof CheckSpec.Http http)) {
      return "";
    }
    if (http.request().host() != null) {
      return http.request().host();
    }
    String address =
        service.address().contains(":") ? "[" + service.address() + "]" : service.address();
    int standard = http.tls() == null ? 80 : 443;
    return service.port() == standard ? address : address + ":" + service.port();
  }
}
