package org.hactl.cli.rehearsal;

import java.util.List;
import java.util.Map;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatusBuilder;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.api.TryView;

/** The status of the site in the rehearsal: a healthy site with one unhealthy real server. */
final class SampleStatus {
  private static final String VIP = "192.0.2.254";
  private static final long AGE_MILLIS = 3_600_000;

  private SampleStatus() {}

  static HostStatusBuilder of(String name, boolean director, long nowMillis) {
    long since = nowMillis - AGE_MILLIS;
    return HostStatus.builder(name)
        .times(nowMillis, since)
        .convergence(Convergence.CONVERGED, List.of())
        .routers(director ? List.of(router(since)) : List.of())
        .services(director ? List.of(service(since)) : List.of())
        .drift(new DriftView("correct, every 30s", 1, 1, since))
        .addresses(director ? List.of(new AddressView(VIP, "eth0")) : List.of());
  }

  private static RouterView router(long since) {
    return RouterView.builder("VI_1", 51, 2, "eth0")
        .state("MASTER", "advert-timeout", since)
        .priority(100, 100)
        .addresses(List.of(VIP), List.of(VIP + "/32"))
        .counters(Map.of("sent", 1L))
        .advertIntervalMillis(1_000L)
        .build();
  }

  private static ServiceView service(long since) {
    return new ServiceView(
        "web",
        VIP + ":80/tcp",
        "rr",
        "dr",
        List.of(
            server("web1", "192.0.2.18", Health.HEALTHY, since),
            server("web2", "192.0.2.20", Health.UNHEALTHY, since)));
  }

  private static RealServerView server(String host, String address, Health health, long since) {
    return RealServerView.builder(host, address, 80)
        .weight(health == Health.HEALTHY ? 1 : 0)
        .health(health, since, "200")
        .tries(List.of(new TryView("http", health == Health.HEALTHY, "200", since, 1.5, null)))
        .connections(0L, 0L)
        .build();
  }
}
