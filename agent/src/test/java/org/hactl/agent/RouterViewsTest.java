package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.agent.api.HostStatus.FifoView;
import org.hactl.agent.api.HostStatus.GroupView;
import org.hactl.agent.api.HostStatus.HookView;
import org.hactl.agent.api.HostStatus.RouterView;
import org.hactl.agent.api.HostStatus.VrrpView;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.InetAddresses;
import org.hactl.module.address.AddressResource;
import org.hactl.notify.Fifos;
import org.hactl.vrrp.OtherMaster;
import org.hactl.vrrp.Reason;
import org.hactl.vrrp.RejectReason;
import org.hactl.vrrp.RouterStatus;
import org.hactl.vrrp.State;
import org.hactl.vrrp.TrackVerdict;
import org.hactl.vrrp.VrrpStatus;
import org.hactl.vrrp.VrrpVersion;
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
    assertThat(view.otherMaster())
        .isNotNull()
        .satisfies(other -> {
          assertThat(other.reason()).isEqualTo("password");
          assertThat(other.text()).contains("the password differs");
          assertThat(other.sinceMillis()).isEqualTo(1_000);
        });
    assertThat(view.counters()).containsEntry("rejected-password", 7L);
  }

  @Test
  void aGroupIsWhatItsRoutersAre() {
    VrrpView shared = views(State.MASTER, State.MASTER).shared();
    assertThat(shared.groups())
        .containsExactly(
            new GroupView("VG_1", List.of("VI_1", "VI_2"), "MASTER", 1_000, List.of(HOOK)));
    assertThat(views(State.MASTER, State.BACKUP).shared().groups())
        .extracting(GroupView::state)
        .containsExactly("CHANGING");
    assertThat(shared.stalls()).isEqualTo(2);
    assertThat(shared.realtimeError()).isEqualTo("Operation not permitted");
    assertThat(shared.fifos()).containsExactly(new FifoView("/run/fifo", 1, 2, "nobody reads it"));
  }

  private static RouterViews views(State first, State second) {
    HostState state =
        new HostState(
            "shop",
            "lvs1",
            List.of(),
            List.of(spec("VI_1"), spec("VI_2")),
            new VrrpPolicy(
                List.of(
                    new VrrpPolicy.SyncGroup(
                        "VG_1", List.of("VI_1", "VI_2"), List.of(), List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of("/run/fifo")),
            List.of(),
            Set.of(),
            DriftPolicy.DEFAULT,
            null);
    VrrpStatus status =
        new VrrpStatus(
            List.of(router("VI_1", first), router("VI_2", second)),
            0,
            "Operation not permitted",
            Map.of());
    return new RouterViews(
        state,
        status,
        new Reporter.View(
            2,
            3_100,
            List.of(new Fifos.View("/run/fifo", 1, 2, "nobody reads it")),
            _ -> List.of(HOOK)));
  }

  private static VirtualRouterSpec spec(String name) {
    return VirtualRouterSpec.of(
            name,
            2,
            51,
            "eth0",
            100,
            1_000,
            true,
            0,
            null,
            List.of("192.0.2.254/24"),
            VirtualRouterSpec.GratuitousArp.DEFAULT)
        .holding(
            List.of(
                AddressResource.of("eth0", "192.0.2.254/24"),
                AddressResource.of("eth1", "10.0.0.1/24")));
  }

  private static RouterStatus router(String name, State state) {
    return new RouterStatus(
        name,
        "eth0",
        VrrpVersion.V2,
        51,
        state,
        SINCE,
        Reason.ADVERT_TIMEOUT,
        null,
        100,
        80,
        TrackVerdict.FINE,
        null,
        new OtherMaster(PEER, 90, RejectReason.PASSWORD, SINCE),
        null,
        null,
        0,
        Duration.ofSeconds(1),
        1,
        2,
        3,
        4,
        0,
        null,
        Map.of(RejectReason.PASSWORD, 7L),
        Duration.ZERO);
  }
}
