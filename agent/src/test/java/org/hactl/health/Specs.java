package org.hactl.health;

import java.util.Arrays;
import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/** Virtual services whose real servers are ports of this machine. */
final class Specs {
  private Specs() {}

  static VirtualServiceSpec service(String name, @Nullable CheckSpec check, int... ports) {
    return service(name, "192.0.2.1", 80, check, ports);
  }

  static VirtualServiceSpec service(
      String name, String address, int port, @Nullable CheckSpec check, int... ports) {
    return VirtualServiceSpec.builder(name, address, port)
        .scheduler("rr")
        .check(check)
        .realServers(
            Arrays.stream(ports)
                .mapToObj(p -> new RealServerSpec("host" + p, "127.0.0.1", p, 1))
                .toList())
        .build();
  }

  static CheckSpec http(long intervalMillis) {
    return new CheckSpec.Http(
        null, "/", List.of(200), null, null, new Timing(intervalMillis, 20_000, 2, 2));
  }

  static RealServerKey key(VirtualServiceSpec service) {
    return RealServerKey.of(service, service.realServers().getFirst());
  }
}
