package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.CapacityView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.OwnView;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.api.ServiceView;
import org.hactl.api.TryView;
import org.hactl.health.HealthView;
import org.hactl.health.QuorumView;
import org.hactl.health.RealServerHealth;
import org.hactl.health.RealServerKey;
import org.hactl.host.CapacitySpec;
import org.hactl.host.HostState;
import org.hactl.host.Quorum;
import org.hactl.host.RealServerOptions;
import org.hactl.host.ServiceNeed;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.kernel.ipvs.IpvsCounters;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.net.InetAddresses;
import org.junit.jupiter.api.Test;

class ServiceViewsTest {
  private static final int MANY = 500;

  @Test
  void showsForEachRealServerWhatIpvsAndTheChecksSay() {
    VirtualServiceSpec web =
        service(
            80,
            new RealServerSpec("web1", "192.0.2.18", 80, 1),
            new RealServerSpec("web2", "2001:db8::2", 8080, 1),
            new RealServerSpec("web3", "192.0.2.18", 81, 1));
    HealthView healthy = new HealthView(RealServerHealth.HEALTHY, 7, "connected", 300, List.of());
    ServiceView view =
        ServiceViews.of(
                List.of(
                    statistics(
                        web,
                        counts("192.0.2.18", 80, 3, 0, 0),
                        counts("2001:db8::2", 8080, 0, 5, 6)),
                    statistics(service(81), counts("192.0.2.18", 81, 9, 9, 9))),
                ReportedHealth.of(
                    Map.of(RealServerKey.of(web, web.realServers().getFirst()), healthy)),
                null)
            .of(state(List.of(web)))
            .getFirst();
    assertThat(view.address()).isEqualTo("192.0.2.254:80/tcp");
    assertThat(view.realServers())
        .containsExactly(
            RealServerView.builder("web1", "192.0.2.18", 80)
                .siteWeight(1)
                .byChecks(300)
                .tries(List.of())
                .weight(3)
                .health(Health.HEALTHY, 7, "connected")
                .connections(0L, 0L)
                .build(),
            RealServerView.builder("web2", "2001:db8::2", 8080)
                .siteWeight(1)
                .tries(List.of())
                .weight(0)
                .health(Health.UNKNOWN, 0, "not tried yet")
                .connections(5L, 6L)
                .build(),
            RealServerView.builder("web3", "192.0.2.18", 81)
                .siteWeight(1)
                .tries(List.of())
                .health(Health.UNKNOWN, 0, "not tried yet")
                .connections(0L, 0L)
                .build());
  }

  @Test
  void tellsWhatARealServerHasOtherwiseThanItsService() {
    RealServerOptions own =
        RealServerOptions.NONE.withForward(ForwardMethod.NAT).withConnections(100, 80);
    VirtualServiceSpec web = service(80, new RealServerSpec("web1", "192.0.2.18", 8080, 1, own));

    ServiceView view =
        ServiceViews.of(List.of(), ReportedHealth.of(Map.of()), null)
            .of(state(List.of(web)))
            .getFirst();

    assertThat(view.realServers().getFirst().own()).isEqualTo(new OwnView("nat", 100, 80, null));
  }

  @Test
  void tellsForWhichRoleAServiceWaits() {
    VirtualServiceSpec web =
        service(80).toBuilder().virtualRouter("VI_1").onMasterOnly(true).build();
    ReportedHealth health = ReportedHealth.of(Map.of());
    List<IpvsStatistics> balanced = List.of(statistics(web));

    assertThat(ServiceViews.of(List.of(), health, null).of(state(List.of(web))))
        .extracting(ServiceView::waitsFor)
        .containsExactly("VI_1");
    assertThat(ServiceViews.of(balanced, health, null).of(state(List.of(web))))
        .extracting(ServiceView::waitsFor)
        .containsOnlyNulls();
    assertThat(ServiceViews.ofUnreadTable(health).of(state(List.of(web))))
        .extracting(ServiceView::waitsFor)
        .containsOnlyNulls();
  }

  @Test
  void tellsHowManyRealServersATrackerWants() {
    HostState state =
        HostState.builder("shop", "lvs1")
            .virtualServices(List.of(service(80), service(81)))
            .vrrp(
                new VrrpPolicy(
                    List.of(),
                    List.of(new TrackerSpec.Service("enough", service(80).name(), 2)),
                    List.of(),
                    List.of(),
                    List.of(),
                    false))
            .build();
    assertThat(ServiceViews.ofUnreadTable(ReportedHealth.of(Map.of())).of(state))
        .extracting(ServiceView::quorum)
        .startsWith(2);
  }

  @Test
  void tellsHowTheQuorumOfAServiceStands() {
    VirtualServiceSpec web =
        service(80, new RealServerSpec("web1", "192.0.2.18", 80, 3)).toBuilder()
            .capacity(CapacitySpec.of(new Quorum(Quorum.By.WEIGHT, 2, 1)))
            .build();
    ReportedHealth health =
        new ReportedHealth(
            Map.of(),
            Map.of(),
            Map.of(web.name(), new QuorumView(QuorumView.Standing.LOST, 7, 0, 3)),
            Map.of(RealServerKey.of(web, web.realServers().getFirst()), 40),
            Map.of(),
            _ -> List.of());
    ServiceView view = ServiceViews.ofUnreadTable(health).of(state(List.of(web))).getFirst();
    assertThat(view.capacity())
        .isEqualTo(
            new CapacityView(
                new Quorum(Quorum.By.WEIGHT, 2, 1), CapacityView.Standing.LOST, 7, 0, 3));
    assertThat(view.need()).isEqualTo(new ServiceNeed(0, 1));
    assertThat(view.realServers().getFirst().siteWeight()).isEqualTo(3);
    assertThat(view.realServers().getFirst().slowStartPercent()).isEqualTo(40);
  }

  @Test
  void showsWhatACheckOnTrialSaysAndHowTheLastTryEnded() {
    VirtualServiceSpec web = service(80, new RealServerSpec("web1", "192.0.2.18", 80, 1));
    RealServerKey server = RealServerKey.of(web, web.realServers().getFirst());
    TryView last = new TryView("tcp", true, "connected", 8, 0.4, null);
    ReportedHealth health =
        new ReportedHealth(
            Map.of(server, new HealthView(RealServerHealth.HEALTHY, 7, "connected")),
            Map.of(server, new HealthView(RealServerHealth.UNHEALTHY, 9, "HTTP status 404")),
            Map.of(),
            Map.of(),
            Map.of(server, List.of(last)),
            _ -> List.of());
    RealServerView view =
        ServiceViews.ofUnreadTable(health)
            .of(state(List.of(web)))
            .getFirst()
            .realServers()
            .getFirst();
    assertThat(view.health()).isEqualTo(Health.HEALTHY);
    assertThat(view.trial()).isEqualTo(new TrialView(Health.UNHEALTHY, 9, "HTTP status 404"));
    assertThat(view.tries()).containsExactly(last);
  }

  @Test
  void saysThatIpvsIsUnknownIfTheTableWasNotRead() {
    VirtualServiceSpec web = service(80, new RealServerSpec("web1", "192.0.2.18", 80, 1));
    assertThat(
            ServiceViews.ofUnreadTable(ReportedHealth.of(Map.of()))
                .of(state(List.of(web)))
                .getFirst()
                .realServers())
        .containsExactly(
            RealServerView.builder("web1", "192.0.2.18", 80)
                .siteWeight(1)
                .tries(List.of())
                .health(Health.UNKNOWN, 0, "not tried yet")
                .build())
        .noneMatch(RealServerView::ipvsKnown);
  }

  @Test
  void readsEachEntryOfTheTableOnce() {
    List<VirtualServiceSpec> services = new ArrayList<>();
    Counting<IpvsStatistics> statistics = new Counting<>();
    for (int port = 1; port <= MANY; port++) {
      VirtualServiceSpec service = service(port, new RealServerSpec("web1", "192.0.2.18", 80, 1));
      services.add(service);
      statistics.all.add(statistics(service, counts("192.0.2.18", 80, 1, 1, 2)));
    }
    assertThat(ServiceViews.of(statistics, ReportedHealth.of(Map.of()), null).of(state(services)))
        .hasSize(MANY)
        .allSatisfy(
            service -> assertThat(service.realServers()).extracting("weight").containsExactly(1));
    assertThat(statistics.taken).isEqualTo(MANY);
  }

  /** A list that counts how often its elements are read. */
  private static final class Counting<T> extends AbstractList<T> {
    final List<T> all = new ArrayList<>();
    int taken;

    @Override
    public T get(int index) {
      taken++;
      return all.get(index);
    }

    @Override
    public int size() {
      return all.size();
    }
  }

  private static VirtualServiceSpec service(int port, RealServerSpec... servers) {
    return VirtualServiceSpec.builder("web" + port, "192.0.2.254", port)
        .scheduler("rr")
        .realServers(List.of(servers))
        .build();
  }

  private static HostState state(List<VirtualServiceSpec> services) {
    return HostState.empty("shop", "lvs1").withVirtualServices(services);
  }

  private static IpvsStatistics statistics(
      VirtualServiceSpec service, IpvsStatistics.OfDestination... destinations) {
    return new IpvsStatistics(service.key(), IpvsCounters.ZERO, List.of(destinations));
  }

  private static IpvsStatistics.OfDestination counts(
      String address, int port, int weight, long active, long inactive) {
    InetAddress parsed = InetAddresses.parse(address);
    return new IpvsStatistics.OfDestination(
        parsed, port, weight, active, inactive, 0, IpvsCounters.ZERO);
  }
}
