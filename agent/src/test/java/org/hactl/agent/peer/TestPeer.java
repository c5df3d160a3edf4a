package org.hactl.agent.peer;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpVersion;

/** Makes what a director of VI_1 holds and runs. */
final class TestPeer {
  static final long SECOND = 1_000_000_000L;
  static final String OLD = "0".repeat(63) + "1";
  static final String NEW = "f".repeat(64);

  private TestPeer() {}

  /** A director whose version of the site has these states for lvs1 and lvs2. */
  static LocalSite site(
      String host, long serial, String digest, Map<String, String> members, State state) {
    return site(host, serial, digest, members, state, 51, "192.0.2.254", ServiceRank.FULL);
  }

  static LocalSite site(
      String host,
      long serial,
      String digest,
      Map<String, String> members,
      State state,
      int vrid,
      String vip,
      ServiceRank rank) {
    VirtualRouterSpec spec = router("VI_1", vrid, vip);
    return new LocalSite(
        HostState.builder("shop", host).virtualRouters(List.of(spec)).build(),
        new SiteVersion("shop", serial, "", false, "ann@desk", 0, members, List.of()),
        digest,
        serial,
        List.of(status("VI_1", vrid, state, rank)),
        false,
        Set.of());
  }

  /** An operator gave its role to another director; as master it serves on for a moment. */
  static LocalSite released(LocalSite site) {
    RouterStatus router = site.routers().getFirst();
    boolean master = router.state() == State.MASTER;
    RouterStatus leaving =
        new RouterStatus(
            router.identity(),
            new RouterStatus.Role(router.state(), Instant.EPOCH, Reason.OPERATOR, null, 0),
            router.priority(),
            router.master(),
            null,
            router.traffic(),
            Duration.ZERO);
    return new LocalSite(
        site.state(),
        site.version(),
        site.digest(),
        site.serial(),
        List.of(master ? leaving : router),
        false,
        master ? Set.of() : Set.of("VI_1"));
  }

  static VirtualRouterSpec router(String name, int vrid, String vip) {
    return TestRouters.router(name, 3, vrid, "eth0", 100, vip + "/24");
  }

  static RouterStatus status(String name, int vrid, State state, ServiceRank rank) {
    return new RouterStatus(
        new RouterStatus.Identity(
            name, "eth0", VrrpVersion.V3, vrid, null, InetAddress.getLoopbackAddress(), List.of()),
        new RouterStatus.Role(state, Instant.EPOCH, Reason.STARTUP, null, 0),
        new RouterStatus.Priority(100, 100, TrackVerdict.FINE.with(rank)),
        new RouterStatus.Master(null, 0, Duration.ofSeconds(1)),
        null,
        new RouterStatus.Traffic(0, 0, 0, 0, null, Map.of()),
        Duration.ZERO);
  }
}
