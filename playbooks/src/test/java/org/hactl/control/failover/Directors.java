package org.hactl.control.failover;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.GroupView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.jspecify.annotations.Nullable;

/** Builds what a director answers. */
final class Directors {
  static final long NOW = 1_800_000_000_000L;
  static final String LVS1 = "192.168.0.14";
  static final String LVS2 = "192.168.0.15";
  private static final String VIP = "192.168.0.254";

  private final String host;
  private final String address;
  private final List<RouterView> routers = new ArrayList<>();
  private final List<ServiceView> services = new ArrayList<>();
  private List<GroupView> groups = List.of();
  private long nowMillis = NOW;

  private Directors(String host, String address) {
    this.host = host;
    this.address = address;
  }

  static Directors master(String host) {
    return new Directors(host, LVS1).router("VI_1", "MASTER", "advert-timeout", 150, null);
  }

  static Directors backup(String host) {
    return new Directors(host, LVS2).router("VI_1", "BACKUP", "startup", 100, LVS1);
  }

  static Directors host(String host) {
    return new Directors(host, LVS2);
  }

  Directors router(String name, String state, String reason, int priority, @Nullable String hears) {
    return router(name, state, reason, priority, hears, NOW - 60_000);
  }

  Directors router(
      String name,
      String state,
      String reason,
      int priority,
      @Nullable String hears,
      long sinceMillis) {
    routers.add(
        RouterView.builder(name, 51, 2, "eth0")
            .state(state, reason, sinceMillis)
            .priority(priority, priority)
            .master(hears, hears == null ? 0 : 100)
            .addresses(List.of(VIP), List.of(VIP + "/24"))
            .advertIntervalMillis(1_000L)
            .build());
    return this;
  }

  Directors group(String... names) {
    groups = List.of(new GroupView("VG_1", List.of(names), "MASTER", NOW, List.of()));
    return this;
  }

  Directors serving(int healthy, int unhealthy) {
    List<RealServerView> servers = new ArrayList<>();
    for (int server = 0; server < healthy + unhealthy; server++) {
      servers.add(
          RealServerView.builder("web" + server, "192.168.0.2" + server, 80)
              .health(server < healthy ? Health.HEALTHY : Health.UNHEALTHY, 0, "")
              .build());
    }
    services.add(new ServiceView("web", VIP + ":80/tcp", "rr", "dr", servers));
    return this;
  }

  HostStatus status() {
    return HostStatus.builder(host)
        .times(nowMillis, 0)
        .routers(routers)
        .services(services)
        .vrrp(new VrrpView(0, null, java.util.Map.of(), 0, 0, groups, List.of()))
        .addresses(List.of(new AddressView(address, "eth0")))
        .build();
  }
}
