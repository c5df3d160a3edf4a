package org.hactl.control;

import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.ServiceView;

/** The status of hosts in their desired state. */
public final class Statuses {
  private Statuses() {}

  public static HostStatus ofServices(String host, List<ServiceView> services) {
    return of(host, List.of(), services);
  }

  public static HostStatus ofRouters(String host, List<RouterView> routers) {
    return of(host, routers, List.of());
  }

  private static HostStatus of(String host, List<RouterView> routers, List<ServiceView> services) {
    return HostStatus.builder(host)
        .agent("0.1.0", "d")
        .generation(3, "d", true, 0)
        .convergence(Convergence.CONVERGED, List.of())
        .routers(routers)
        .services(services)
        .drift(new DriftView("", 0, 0, 0))
        .build();
  }
}
