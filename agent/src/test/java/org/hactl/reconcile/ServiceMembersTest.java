package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.health.QuorumView.Standing;
import org.hactl.health.RealServerHealth;
import org.hactl.host.CapacitySpec;
import org.hactl.host.CapacitySpec.AllDown;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.SlowStart;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who serves when real servers fail: they, the sorry server, or no one. */
class ServiceMembersTest {
  private static final String BOTH = "192.168.0.18 80 2;192.168.0.20 80 1;";

  private Standing quorum = Standing.REACHED;
  private OnDown onDown = OnDown.REMOVE;
  private Holds holds = Holds.NONE;
  private String inKernel = "";
  private @Nullable SorryServer sorry;
  private @Nullable AllDown allDown;
  private @Nullable SlowStart slowStart;

  @Test
  void whileTheQuorumIsLostTheSorryServerIsInAndAllRealServersAreOutAsInKeepalived() {
    sorry = sorry(false);
    assertThat(members("HH")).isEqualTo(BOTH);
    assertThat(members("HU")).isEqualTo("192.168.0.18 80 2;");
    quorum = Standing.LOST;
    assertThat(members("HU")).isEqualTo("192.168.0.99 80 1;");
    assertThat(members("UU")).isEqualTo("192.168.0.99 80 1;");
    onDown = OnDown.QUIESCE;
    assertThat(members("HU")).isEqualTo("192.168.0.18 80 0;192.168.0.20 80 0;192.168.0.99 80 1;");
  }

  @Test
  void anInhibitedSorryServerStaysWithWeightZero() {
    sorry = sorry(true);
    assertThat(members("HH")).isEqualTo(BOTH + "192.168.0.99 80 0;");
    quorum = Standing.LOST;
    assertThat(members("HU")).isEqualTo("192.168.0.99 80 1;");
  }

  @Test
  void aDrainedRealServerKeepsItsConnectionsBesideTheSorryServer() {
    sorry = sorry(false);
    quorum = Standing.LOST;
    drain("web1");
    assertThat(members("HU")).isEqualTo("192.168.0.18 80 0;192.168.0.99 80 1;");
  }

  @Test
  void untilTheChecksHaveDecidedTheSorryServerStaysAsItWas() {
    sorry = sorry(false);
    quorum = Standing.UNKNOWN;
    assertThat(members("??")).isEqualTo("");
    inKernel = "192.168.0.99 80 1;";
    assertThat(members("??")).isEqualTo("192.168.0.99 80 1;");
    inKernel = BOTH;
    assertThat(members("??")).isEqualTo(BOTH);
  }

  @Test
  void aLostQuorumTakesNothingOutWithoutASorryServer() {
    quorum = Standing.LOST;
    assertThat(members("HU")).isEqualTo("192.168.0.18 80 2;");
    assertThat(members("UU")).isEqualTo("");
  }

  @Test
  void allRealServersThatFailAreKeptInServiceIfTheSiteSaysSo() {
    allDown = AllDown.KEEP;
    quorum = Standing.LOST;
    assertThat(members("HU")).isEqualTo("192.168.0.18 80 2;");
    assertThat(members("UU")).isEqualTo(BOTH);
    drain("web1");
    assertThat(members("HU")).isEqualTo("192.168.0.18 80 0;192.168.0.20 80 1;");
  }

  @Test
  void afterARestartKeptServersStayUntilAllChecksHaveDecided() {
    allDown = AllDown.KEEP;
    inKernel = BOTH;
    assertThat(members("U?")).isEqualTo(BOTH);
    assertThat(members("U-")).isEqualTo("192.168.0.20 80 1;");
    inKernel = "192.168.0.20 80 1;";
    assertThat(members("U?")).isEqualTo("192.168.0.20 80 1;");
    assertThat(members("UU")).isEqualTo(BOTH);
  }

  @Test
  void withASlowStartTheWeightsOfTheServiceAreGreatEnoughForSteps() {
    slowStart = new SlowStart(30_000, 10);
    assertThat(members("HH")).isEqualTo("192.168.0.18 80 4;192.168.0.20 80 20;");
  }

  @Test
  void clientsOfAPersistentServiceLeaveItsSorryServer() {
    HostState plain = state(service().toBuilder().persistenceMillis(60_000).build());
    assertThat(resources(plain, "HH")).hasSize(1);
    sorry = sorry(true);
    HostState withSorry = state(service().toBuilder().persistenceMillis(60_000).build());
    assertThat(resources(withSorry, "HH"))
        .contains(new Thing("sysctl", "net.ipv4.vs.expire_quiescent_template", "1"));
  }

  private void drain(String host) {
    holds =
        Holds.of(
            List.of(
                new Hold.Drain(host, null, new Hold.Word(Hold.State.HELD, "ann@desk", "", 1, 1))));
  }

  private static SorryServer sorry(boolean inhibit) {
    return new SorryServer("192.168.0.99", 80, ForwardMethod.NAT, inhibit);
  }

  private VirtualServiceSpec service() {
    return VirtualServiceSpec.builder("web", "192.168.0.254", 80)
        .onDown(onDown)
        .capacity(new CapacitySpec(null, sorry, allDown, slowStart, List.of()))
        .realServers(
            List.of(
                new RealServerSpec("web1", "192.168.0.18", 80, 2),
                new RealServerSpec("web2", "192.168.0.20", 80, 1)))
        .build();
  }

  private static HostState state(VirtualServiceSpec service) {
    return HostState.empty("shop", "lvs1").withVirtualServices(List.of(service));
  }

  /** With this health of the two servers: H healthy, U unhealthy, - unchecked, ? unknown. */
  private String members(String health) {
    return ((Thing) resources(state(service()), health).getLast()).value();
  }

  private List<Resource> resources(HostState state, String word) {
    HealthLookup health =
        new HealthLookup() {
          @Override
          public RealServerHealth of(VirtualServiceSpec service, RealServerSpec realServer) {
            return switch (word.charAt(service.realServers().indexOf(realServer))) {
              case 'H' -> RealServerHealth.HEALTHY;
              case 'U' -> RealServerHealth.UNHEALTHY;
              case '-' -> RealServerHealth.UNCHECKED;
              default -> RealServerHealth.UNKNOWN;
            };
          }

          @Override
          public int percent(VirtualServiceSpec service, RealServerSpec realServer) {
            return realServer.host().equals("web1") ? 10 : 100;
          }

          @Override
          public Standing quorum(VirtualServiceSpec service) {
            return quorum;
          }
        };
    List<Owned> owned = new ArrayList<>();
    owned.add(new Owned(new Thing("ipvs", "192.168.0.254:80/tcp", inKernel), Map.of()));
    return new DesiredState(new ThingShapes())
        .of(state, Roles.NONE, health, holds, owned, Redirects.NONE);
  }
}
