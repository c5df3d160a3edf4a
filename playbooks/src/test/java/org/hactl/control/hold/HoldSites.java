package org.hactl.control.hold;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.jspecify.annotations.Nullable;

/** What two directors answer about a service with two real servers. */
public final class HoldSites {
  private HoldSites() {}

  static Map<String, HostStatus> of(HostStatus... statuses) {
    Map<String, HostStatus> all = new LinkedHashMap<>();
    Arrays.stream(statuses).forEach(status -> all.put(status.host(), status));
    return all;
  }

  public static Map<String, HostStatus> pair() {
    return of(
        director("lvs1", "MASTER", List.of(), web1(5, 1), web2()),
        director("lvs2", "BACKUP", List.of(), web1(3, 4), web2()));
  }

  static HostStatus director(
      String host, String state, @Nullable List<Hold> holds, RealServerView... servers) {
    return HostStatus.builder(host)
        .routers(List.of(router(state)))
        .services(
            List.of(
                new ServiceView("web", "192.0.2.254:80/tcp", "rr", "dr", Arrays.asList(servers))))
        .holds(holds)
        .build();
  }

  private static RouterView router(String state) {
    return RouterView.builder("VI_1", 51, 2, "eth0").state(state, "startup", 0).build();
  }

  static RealServerView web1(long active, long inactive) {
    return server("web1", "192.0.2.18", Health.HEALTHY, 0, active, inactive);
  }

  static RealServerView web2() {
    return server("web2", "192.0.2.20", Health.HEALTHY, 1, 0, 0);
  }

  static RealServerView server(
      String host, String address, Health health, int weight, long active, long inactive) {
    return RealServerView.builder(host, address, 80)
        .weight(weight)
        .health(health, 0, "")
        .connections(active, inactive)
        .build();
  }

  static Hold drain(String realServer, @Nullable String service) {
    return new Drain(realServer, service, word(State.HELD, 1));
  }

  static Hold maintenance(String host) {
    return new Maintenance(host, word(State.HELD, 1));
  }

  static Hold ended(Hold hold) {
    return hold.with(word(State.ENDED, 2));
  }

  static Word word(State state, long version) {
    return new Word(state, "ann@desk", "new kernel", 5, version);
  }
}
