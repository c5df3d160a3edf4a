package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.FifoView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.GroupView;
import org.hactl.api.HostStatus.HookView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.api.RealServerView;
import org.hactl.api.ServiceView;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.address.AddressResource;
import org.hactl.notify.Fifos;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpStatus;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Test;

class RouterViewsTest {
  private static final Instant SINCE = Instant.ofEpochMilli(1_000);
  private static final InetAddress PEER = InetAddresses.parse("192.0.2.3");
  private static final HookView HOOK = new HookView("/tell", "MASTER", true, "exit 0", 1_001);

  @Test
  void showsWhatAnOperatorNeeds() {
    RouterView view = views(State.MASTER, State.MASTER).routers().getFirst();
    assertThat(view.priority()).isEqualTo(100);
    assertThat(view.effectivePriority()).isEqualTo(80);
    assertThat(view.group()).isEqualTo("VG_1");
    assertThat(view.addresses()).containsExactly("192.0.2.254");
    assertThat(view.held()).containsExactly("192.0.2.254/24", "10.0.0.1/24 dev eth1");
    assertThat(view.hooks()).containsExactly(HOOK);
    assertThat(view.masterAddress()).isNull();
    assertThat(view.alsoHeard()).containsExactly("vrid 52");
    assertThat(view.otherMaster())
        .isNotNull()
        .satisfies(other -> {
          assertThat(other.reason()).isEqualTo("password");
          assertThat(other.text()).contains("the password differs");
          assertThat(other.sinceMillis()).isEqualTo(1_000);
        });
    assertThat(view.counters()).containsEntry("rejected-password", 7L);
    assertThat(view.counters()).containsEntry("transitions-advert-timeout", 5L);
  }

  @Test
  void aSyncGroupHasTheStateOfItsRouters() {
    VrrpView shared = views(State.MASTER, State.MASTER).shared();
    assertThat(shared.groups())
        .containsExactly(
            new GroupView("VG_1", List.of("VI_1", "VI_2"), "MASTER", 1_000, List.of(HOOK)));
    assertThat(views(State.MASTER, State.BACKUP).shared().groups())
        .extracting(GroupView::state)
        .containsExactly("CHANGING");
    assertThat(shared.stalls()).isEqualTo(2);
    assertThat(shared.realtimeError()).isEqualTo("Operation not permitted");
    assertThat(shared.fifos())
        .containsExactly(new FifoView("/run/fifo", 1, 2, "no program reads it"));
  }

  private static RouterViews views(State first, State second) {
    HostState state =
        HostState.builder("shop", "lvs1")
            .virtualRouters(List.of(spec("VI_1"), spec("VI_2")))
            .vrrp(
                new VrrpPolicy(
                    List.of(
                        new VrrpPolicy.SyncGroupSpec(
                            "VG_1", List.of("VI_1", "VI_2"), List.of(), List.of())),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("/run/fifo"),
                    false))
            .build();
    VrrpStatus status =
        new VrrpStatus(
            List.of(router("VI_1", first), router("VI_2", second)),
            0,
            "Operation not permitted",
            Map.of(RejectReason.UNKNOWN_VRID, 9L),
            0,
            Duration.ZERO);
    return new RouterViews(
        state,
        status,
        new Reported(
            2,
            3_100,
            _ -> Map.of("advert-timeout", 5L),
            _ -> Map.of(),
            List.of(new Fifos.View("/run/fifo", 1, 2, "no program reads it")),
            _ -> List.of(HOOK),
            Map.of()),
        _ -> Optional.of("ann@desk"));
  }

  @Test
  void metricsShowTheSameValues() throws IOException {
    RouterViews views = views(State.MASTER, State.BACKUP);
    HostStatus status =
        HostStatus.builder("lvs1")
            .agent("0.1.0", "d1")
            .times(2_000, 1_500)
            .generation(4, "d", true, 0)
            .convergence(HostStatus.Convergence.CONVERGED, List.of())
            .routers(views.routers().subList(0, 1))
            .vrrp(views.shared())
            .services(
                List.of(
                    new ServiceView(
                        "web",
                        "192.0.2.254:80/tcp",
                        "rr",
                        "dr",
                        List.of(
                            RealServerView.builder("web1", "192.0.2.18", 80)
                                .weight(1)
                                .health(RealServerView.Health.HEALTHY, 0, "HTTP status 200")
                                .connections(2L, 7L)
                                .build(),
                            RealServerView.builder("web2", "192.0.2.20", 80)
                                .health(RealServerView.Health.HEALTHY, 0, "HTTP status 200")
                                .build()))))
            .trackers(
                List.of(
                    new HostStatus.TrackerView(
                        "gateway", "script", "false", 0, "exit 1", List.of()),
                    new HostStatus.TrackerView("load", "file", "7", 0, "", List.of()),
                    new HostStatus.TrackerView("other", "script", "unknown", 0, "", List.of())))
            .bfd(BfdViewsTest.views().sessions())
            .bfdEngine(BfdViewsTest.views().engine())
            .drift(new HostStatus.DriftView("correct, every 30s", 3, 2, 0))
            .build();
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    MetricsPage.write(status, page);
    List<String> values =
        page.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(values)
        .noneMatch(line -> line.contains("tracker=\"other\""))
        .noneMatch(line ->
            line.contains("web2") && !line.contains("_healthy") && !line.contains("_drained"))
        .contains(
            "hactl_bfd_detection_time_seconds{session=\"gw\"} 0.3",
            "hactl_bfd_packets_received_total{session=\"gw\"} 40.0",
            "hactl_bfd_packets_rejected_total{reason=\"ttl\",session=\"gw\"} 2.0",
            "hactl_bfd_packets_sent_total{session=\"gw\"} 50.0",
            "hactl_bfd_packets_unassigned_total{reason=\"unknown-neighbour\"} 6.0",
            "hactl_bfd_realtime_priority 0.0",
            "hactl_bfd_receive_interval_seconds{session=\"gw\"} 0.1",
            "hactl_bfd_send_errors_total{session=\"gw\"} 1.0",
            "hactl_bfd_state{session=\"gw\",state=\"admin-down\"} 0.0",
            "hactl_bfd_state{session=\"gw\",state=\"up\"} 1.0",
            "hactl_bfd_state_since_seconds{session=\"gw\"} 1.0",
            "hactl_bfd_timer_lateness_max_seconds{session=\"gw\"} 0.0025",
            "hactl_bfd_transitions_total{reason=\"neighbour-hears-us\",session=\"gw\"} 3.0",
            "hactl_bfd_transmit_interval_seconds{session=\"gw\"} 0.05",
            "hactl_build_info{runtime=\"d1\",version=\"0.1.0\"} 1.0",
            "hactl_converged 1.0",
            "hactl_drift_corrected_total 2.0",
            "hactl_drift_found_total 3.0",
            "hactl_fifo_lines_total{fifo=\"/run/fifo\",outcome=\"dropped\"} 2.0",
            "hactl_hook_last_ok{about=\"group\",command=\"/tell\",name=\"VG_1\"} 1.0",
            "hactl_hook_last_ok{about=\"instance\",command=\"/tell\",name=\"VI_1\"} 1.0",
            "hactl_longest_stall_seconds 3.1",
            "hactl_real_server_active_connections{address=\"192.0.2.18:80\",real_server=\"web1\",service=\"web\",virtual=\"192.0.2.254:80/tcp\"}"
                + " 2.0",
            "hactl_real_server_healthy{address=\"192.0.2.18:80\",real_server=\"web1\",service=\"web\",virtual=\"192.0.2.254:80/tcp\"}"
                + " 1.0",
            "hactl_real_server_healthy{address=\"192.0.2.20:80\",real_server=\"web2\",service=\"web\",virtual=\"192.0.2.254:80/tcp\"}"
                + " 1.0",
            "hactl_stalls_total 2.0",
            "hactl_start_time_seconds 1.5",
            "hactl_tracker_value{kind=\"file\",tracker=\"load\"} 7.0",
            "hactl_tracker_value{kind=\"script\",tracker=\"gateway\"} 0.0",
            "hactl_vrrp_advertisements_rejected_total{reason=\"password\",router=\"VI_1\"} 7.0",
            "hactl_vrrp_advertisements_sent_total{router=\"VI_1\"} 2.0",
            "hactl_vrrp_packets_unassigned_total{reason=\"unknown-vrid\"} 9.0",
            "hactl_vrrp_priority{router=\"VI_1\"} 80.0",
            "hactl_vrrp_state{router=\"VI_1\",state=\"backup\"} 0.0",
            "hactl_vrrp_state{router=\"VI_1\",state=\"master\"} 1.0",
            "hactl_vrrp_transitions_total{reason=\"advert-timeout\",router=\"VI_1\"} 5.0",
            "hactl_vrrp_two_masters{peer=\"192.0.2.3\",reason=\"password\",router=\"VI_1\"} 1.0");
  }

  private static VirtualRouterSpec spec(String name) {
    return TestRouters.router(name, "eth0", "192.0.2.254/24")
        .holding(
            List.of(
                AddressResource.of("eth0", "192.0.2.254/24"),
                AddressResource.of("eth1", "10.0.0.1/24")));
  }

  private static RouterStatus router(String name, State state) {
    return new RouterStatus(
        new RouterStatus.Identity(name, "eth0", VrrpVersion.V2, 51, null, null, List.of("vrid 52")),
        new RouterStatus.Role(state, SINCE, Reason.ADVERT_TIMEOUT, null, 1),
        new RouterStatus.Priority(100, 80, TrackVerdict.FINE),
        new RouterStatus.Master(null, 0, Duration.ofSeconds(1)),
        new OtherMaster(PEER, 90, RejectReason.PASSWORD, SINCE),
        new RouterStatus.Traffic(2, 3, 4, 0, null, Map.of(RejectReason.PASSWORD, 7L)),
        Duration.ZERO);
  }
}
