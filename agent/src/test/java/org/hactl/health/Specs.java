package org.hactl.health;

import java.util.Arrays;
import org.hactl.host.CheckSpec;
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
}
