package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hactl.vrrp.interop.LabNetwork.await;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two routers on two interfaces in one sync group, and a keepalived with the same configuration.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class SyncGroupInteropTest {
  private static final List<SyncGroupConfig> GROUPS =
      List.of(new SyncGroupConfig("VG", List.of("VI_1", "VI_2")));
  private static final String KEEPALIVED_GROUPS =
      "vrrp_sync_group VG {\n group {\n VI_1\n VI_2\n }\n}";

  @Test
  void theLossOfOneInterfaceMovesBothRoutersInBothDirections() {
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1");
        LabSwitch second = new LabSwitch(network, "198.51.100.2", "198.51.100.1");
        LabDirector director = new LabDirector(network, routers(150), GROUPS)) {
      await("we have both").until(() -> director.isAll(State.MASTER));
      int before = director.groupTransitions().size();
      try (LabKeepalived keepalived =
          LabKeepalived.start(network.peers(), routers(100), "", KEEPALIVED_GROUPS)) {
        await("keepalived is backup")
            .until(() -> keepalived.log().contains("Entering BACKUP STATE"));

        second.link(network.ours(), "down");
        await("keepalived has both")
            .until(() -> keepalived.isMaster() && director.isAll(State.FAULT));
        assertThat(director.engine().status().routers())
            .extracting(RouterStatus::name, router -> router.role().reason())
            .containsExactly(
                tuple("VI_1", Reason.GROUP_MEMBER), tuple("VI_2", Reason.INTERFACE_DOWN));
        second.link(network.ours(), "up");
        await("we have both again")
            .until(() -> director.isAll(State.MASTER) && !keepalived.isMasterOfAny());

        director.reconfigure(routers(50), GROUPS);
        await("keepalived has preempted both")
            .until(() -> keepalived.isMaster() && director.isAll(State.BACKUP));
        second.link(network.peers(), "down");
        await("we have both from a keepalived in FAULT")
            .until(() -> director.isAll(State.MASTER) && !keepalived.isMasterOfAny());
        second.link(network.peers(), "up");
        await("keepalived has both back")
            .until(() -> keepalived.isMaster() && director.isAll(State.BACKUP));
        List<VrrpEvent.GroupTransition> all = director.groupTransitions();
        assertThat(all.subList(before, all.size()))
            .extracting(VrrpEvent.GroupTransition::to)
            .containsExactly(
                State.FAULT, State.BACKUP, State.MASTER, State.BACKUP, State.MASTER, State.BACKUP);
      }
    }
  }

  private static List<RouterConfig> routers(int priority) {
    return List.of(
        router("VI_1", 51, LabNetwork.INTERFACE, priority, "192.0.2.254"),
        router("VI_2", 52, LabSwitch.INTERFACE, priority, "198.51.100.254"));
  }

  private static RouterConfig router(
      String name, int virtualRouterId, String interfaceName, int priority, String address) {
    return RouterConfig.of(
        name,
        VrrpVersion.V3,
        virtualRouterId,
        interfaceName,
        priority,
        Duration.ofMillis(300),
        true,
        Duration.ZERO,
        Authentication.none(),
        Fixtures.addresses(address),
        GratuitousArp.AS_KEEPALIVED);
  }
}
