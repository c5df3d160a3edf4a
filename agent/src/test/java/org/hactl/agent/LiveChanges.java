package org.hactl.agent;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;

/** The changes of a pair of directors that {@link LiveChangeLabTest} makes. */
final class LiveChanges {
  static final String VIP = "192.168.0.254";
  static final String OTHER = "192.168.0.253";
  static final String THIRD = "192.168.0.252";

  private LiveChanges() {}

  /** How the control node goes through the directors. */
  enum Order {
    BACKUP_FIRST,
    /** As before, but the master hands the role over before it changes. */
    HANDED_OVER,
    TOGETHER
  }

  /** How a virtual router appears on the wire, but for its priority and addresses. */
  record Wire(int version, int id, long millis, Authentication authentication) {}

  /** A virtual router in a few words; priority 150 on the first host and 100 on the second. */
  record Router(
      String name,
      Wire wire,
      String interfaceName,
      int priority0,
      int priority1,
      boolean preempt,
      List<String> vips) {
    static Router of(String... vips) {
      Wire wire = new Wire(2, 51, 1_000, Authentication.none());
      return new Router("VI_1", wire, "eth0", 150, 100, true, List.of(vips));
    }

    private Router with(Wire changed) {
      return new Router(name, changed, interfaceName, priority0, priority1, preempt, vips);
    }

    Router version(int changed) {
      return with(new Wire(changed, wire.id(), wire.millis(), wire.authentication()));
    }

    Router every(long changed) {
      return with(new Wire(wire.version(), wire.id(), changed, wire.authentication()));
    }

    Router with(Authentication changed) {
      return with(new Wire(wire.version(), wire.id(), wire.millis(), changed));
    }

    Router named(String changed, int vrid) {
      Wire other = new Wire(wire.version(), vrid, wire.millis(), wire.authentication());
      return new Router(changed, other, interfaceName, priority0, priority1, preempt, vips);
    }

    Router on(String changed) {
      return new Router(name, wire, changed, priority0, priority1, preempt, vips);
    }

    Router priorities(int first, int second) {
      return new Router(name, wire, interfaceName, first, second, preempt, vips);
    }

    Router preempts(boolean changed) {
      return new Router(name, wire, interfaceName, priority0, priority1, changed, vips);
    }

    VirtualRouterSpec on(int host) {
      return VirtualRouterSpec.of(
          name,
          wire.version(),
          wire.id(),
          interfaceName,
          host == 0 ? priority0 : priority1,
          wire.millis(),
          preempt,
          0,
          wire.authentication(),
          vips.stream().map(vip -> vip + "/32").toList(),
          GratuitousArp.DEFAULT);
    }
  }

  /**
   * One change.
   *
   * @param vip to which requests are made meanwhile
   */
  record Change(
      String name,
      Order order,
      String vip,
      List<Router> before,
      List<Router> after,
      boolean unicastAfter) {
    HostState before(int host) {
      return state(host, before, UnaryOperator.identity());
    }

    HostState after(int host) {
      return state(host, after, unicastAfter ? each -> unicast(each, host) : each -> each);
    }

    private static HostState state(
        int host, List<Router> routers, UnaryOperator<VirtualRouterSpec> how) {
      return HostState.builder("shop", "lvs" + (host + 1))
          .virtualRouters(routers.stream().map(each -> how.apply(each.on(host))).toList())
          .build();
    }

    private static VirtualRouterSpec unicast(VirtualRouterSpec router, int host) {
      Transport.Peer peer =
          new Transport.Peer(InetAddress.ofLiteral("192.168.0.1" + (5 - host)), 255, 255);
      RouterConfig config =
          router.config().with(new Transport(List.of(peer), null, null, 255, true, null));
      return new VirtualRouterSpec(config, router.held(), router.tracks(), router.hooks());
    }
  }

  private static Change change(String name, Order order, Router before, Router after) {
    return new Change(name, order, VIP, List.of(before), List.of(after), false);
  }

  static List<Change> all() {
    Router one = Router.of(VIP);
    Router two = Router.of(VIP, OTHER);
    Router next = Router.of(THIRD).named("VI_2", 61);
    Authentication first = Authentication.pass("1111");
    Authentication second = Authentication.pass("2222");
    List<Change> all = new ArrayList<>();
    all.add(change("VIP added", Order.BACKUP_FIRST, one, two));
    all.add(change("VIP removed", Order.BACKUP_FIRST, two, one));
    all.add(
        new Change(
            "VIP moves to another router of the same master",
            Order.TOGETHER,
            OTHER,
            List.of(two, next),
            List.of(one, Router.of(THIRD, OTHER).named("VI_2", 61)),
            false));
    all.add(
        new Change(
            "VIP moves to a router of the other master",
            Order.TOGETHER,
            OTHER,
            List.of(two, next.priorities(100, 150)),
            List.of(one, Router.of(THIRD, OTHER).named("VI_2", 61).priorities(100, 150)),
            false));
    all.add(change("password", Order.TOGETHER, one.with(first), one.with(second)));
    all.add(change("authentication none to PASS", Order.TOGETHER, one, one.with(first)));
    all.add(
        change(
            "authentication PASS to AH",
            Order.TOGETHER,
            one.with(first),
            one.with(Authentication.ah("2222"))));
    all.add(
        change(
            "key of AH",
            Order.TOGETHER,
            one.with(Authentication.ah("1111")),
            one.with(Authentication.ah("2222"))));
    all.add(change("version 2 to 3", Order.TOGETHER, one, one.version(3)));
    all.add(change("version 3 to 2", Order.TOGETHER, one.version(3), one));
    all.add(change("interval of version 2, 1 s to 2 s", Order.TOGETHER, one, one.every(2_000)));
    all.add(change("interval of version 2, 2 s to 1 s", Order.TOGETHER, one.every(2_000), one));
    all.add(
        change(
            "interval of version 3, 1 s to 0.2 s",
            Order.TOGETHER,
            one.version(3),
            one.version(3).every(200)));
    all.add(change("VRID 51 to 52", Order.TOGETHER, one, one.named("VI_1", 52)));
    all.add(change("name", Order.BACKUP_FIRST, one, one.named("outside", 51)));
    all.add(change("name and VRID", Order.TOGETHER, one, one.named("outside", 52)));
    all.add(change("interface", Order.TOGETHER, one, one.on("eth1")));
    all.add(change("priorities", Order.HANDED_OVER, one, one.priorities(90, 100)));
    all.add(change("preempt", Order.BACKUP_FIRST, one, one.preempts(false)));
    all.add(
        new Change("multicast to unicast", Order.TOGETHER, VIP, List.of(one), List.of(one), true));
    all.add(
        change(
            "VRID, version, interval and a VIP at once",
            Order.TOGETHER,
            one,
            two.named("VI_1", 52).version(3).every(500)));
    return all;
  }
}
