package org.hactl.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.junit.jupiter.api.Test;

/** Real servers that cannot be reached stay in a director's pools as they are. */
class ReadinessTest {
  private static final RealServerSpec WEB1 = new RealServerSpec("web1", "192.0.2.101", 80, 2);
  private static final RealServerSpec WEB2 = new RealServerSpec("web2", "192.0.2.102", 80, 1);

  @Test
  void aRenumberedHostStaysWithItsOldAddress() {
    Readiness ready =
        Readiness.of(state(WEB1, WEB2), Set.of("web1", "web2"), present("192.0.2.1", "192.0.2.2"));
    assertThat(realServers(ready))
        .containsExactly(
            new RealServerSpec("web1", "192.0.2.1", 80, 2),
            new RealServerSpec("web2", "192.0.2.2", 80, 1));
    assertThat(ready.leftOut()).containsExactly("web1", "web2");
  }

  @Test
  void aNewHostIsLeftOutAndAKnownOneStays() {
    Readiness ready =
        Readiness.of(state(WEB1, WEB2), Set.of("web1", "web2"), present("192.0.2.101"));
    assertThat(realServers(ready)).containsExactly(WEB1);
    assertThat(ready.leftOut()).containsExactly("web2");
  }

  @Test
  void aHostWithTwoNewPortsStaysWithItsOldOneOnce() {
    RealServerSpec first = new RealServerSpec("web1", "192.0.2.101", 8080, 2);
    RealServerSpec second = new RealServerSpec("web1", "192.0.2.101", 8081, 1);

    Readiness ready = Readiness.of(state(first, second), Set.of("web1"), present("192.0.2.101"));

    assertThat(realServers(ready)).containsExactly(WEB1);
  }

  private static List<RealServerSpec> realServers(Readiness ready) {
    return ready.state().virtualServices().getFirst().realServers();
  }

  private static HostState state(RealServerSpec... servers) {
    VirtualServiceSpec web =
        VirtualServiceSpec.builder("web", "192.0.2.9", 80)
            .virtualRouter("VI_1")
            .realServers(List.of(servers))
            .build();
    return HostState.empty("shop", "lvs1").withVirtualServices(List.of(web));
  }

  private static List<ServiceView> present(String... addresses) {
    List<RealServerView> views = new ArrayList<>();
    for (String address : addresses) {
      views.add(
          RealServerView.builder("web" + (views.size() + 1), address, 80)
              .weight(1)
              .health(Health.HEALTHY, 0, "")
              .connections(0L, 0L)
              .build());
    }
    return List.of(new ServiceView("web", "192.0.2.9:80/tcp", "rr", "dr", views));
  }
}
