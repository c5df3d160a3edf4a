package org.hactl.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** The checks of these services; a real server without a check has none. */
  static Map<RealServerKey, CheckTarget> of(List<VirtualServiceSpec> services) {
    Map<RealServerKey, CheckTarget> targets = new LinkedHashMap<>();
    for (VirtualServiceSpec service : services) {
      for (RealServerSpec server : service.realServers()) {
        CheckSpec check = service.checkOf(server);
        if (check != null) {
          RealServerKey key = RealServerKey.of(service, server);
          targets.put(
              key,
              new CheckTarget(
                  key,
                  server.address(),
                  Objects.requireNonNullElse(check.port(), server.port()),
                  hostHeader(service, check),
                  check));
        }
      }
    }
    return targets;
  }

  private static String hostHeader(VirtualServiceSpec service, CheckSpec check) {
    if (check instanceof CheckSpec.Http http && http.hostHeader() != null) {
      return http.hostHeader();
    }
    String address =
        service.address().contains(":") ? "[" + service.address() + "]" : service.address();
    return service.port() == 80 ? address : address + ":" + service.port();
  }
}
