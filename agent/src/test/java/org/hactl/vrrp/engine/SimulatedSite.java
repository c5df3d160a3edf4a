package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.VrrpVersion;

/** A site drawn from a seed: its directors, virtual routers, segments and sync groups. */
final class SimulatedSite {
  private static final long MS = 1_000_000L;

  final int nodes;
  final int segments;
  final boolean allPreempt;

  /** Routers that are master together; a router without a sync group is a group of one. */
  final List<List<Integer>> groups = new ArrayList<>();

  final List<List<Integer>> groupByRouter = new ArrayList<>();

  /** By router: the index of its segment. */
  final List<Integer> segmentByRouter = new ArrayList<>();

  /** By router: the other interfaces that it needs. */
  private final List<Set<String>> needs = new ArrayList<>();

  private final List<RouterKind> kinds = new ArrayList<>();
  private final List<List<RouterConfig>> configsByNode = new ArrayList<>();
  private final Map<InetAddress, Integer> nodeByAddress = new HashMap<>();
  private final Map<InetAddress, Integer> routerByAddress = new HashMap<>();
  private final Duration longestDelay = Duration.ofMillis(1_000);

  /** Whether advertisement intervals may be up to 2 s, also in version 2. */
  private final boolean slow;

  SimulatedSite(RandomGenerator random) {
    nodes = 2 + (int) (9 * Math.pow(random.nextDouble(), 4));
    segments = 1 + random.nextInt(3);
    allPreempt = random.nextBoolean();
    slow = random.nextInt(6) == 0;
    int routers = 1 + (int) (50 * Math.pow(random.nextDouble(), 6));
    for (int node = 0; node < nodes; node++) {
      int one = node;
      configsByNode.add(new ArrayList<>());
      SimulatedAddresses.own(node).forEach(address -> nodeByAddress.put(address, one));
    }
    while (segmentByRouter.size() < routers) {
      int members = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
      addGroup(members, random);
    }
  }

  private void addGroup(int members, RandomGenerator random) {
    int[] priorities = priorities(random);
    int strictOnes = random.nextInt(4) == 0 ? random.nextInt(nodes + 1) : 0;
    // Two strict owners would both stay master, so only one director may be a strict owner.
    for (int node = 0; node < nodes; node++) {
      if (random.nextInt(20) == 0 && (node == 0 || node >= strictOnes)) {
        priorities[node] = RouterConfig.OWNER_PRIORITY;
      }
    }
    List<Integer> group = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      int router = segmentByRouter.size();
      group.add(router);
      segmentByRouter.add(random.nextInt(segments));
      needs.add(random.nextInt(6) == 0 ? Set.of(link(random.nextInt(segments))) : Set.of());
      RouterKind kind = RouterKind.random(router, random, kinds.isEmpty() ? null : kinds.getLast());
      kinds.add(kind);
      SimulatedAddresses.virtual(router, kind.family(), true)
          .forEach(address -> routerByAddress.put(address, router));
      Duration interval = interval(kind.version(), random);
      for (int node = 0; node < nodes; node++) {
        ProtocolOptions conduct = conduct(node < strictOnes, random);
        configsByNode
            .get(node)
            .add(config(node, router, interval, priorities[node], conduct, random));
      }
    }
    groups.add(List.copyOf(group));
    group.forEach(_ -> groupByRouter.add(groups.getLast()));
  }

  private int[] priorities(RandomGenerator random) {
    boolean equal = random.nextInt(4) == 0;
    int base = 50 + random.nextInt(100);
    int[] priorities = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      priorities[node] = equal ? base : 1 + random.nextInt(254);
    }
    return priorities;
  }

  /** A random priority that the director may have: only one may be a strict owner. */
  int anyPriority(int node, RouterConfig config, RandomGenerator random) {
    boolean mayOwn = node == 0 || !config.options().strict();
    return 1 + random.nextInt(mayOwn ? 255 : 254);
  }

  private RouterConfig config(
      int node,
      int router,
      Duration interval,
      int priority,
      ProtocolOptions conduct,
      RandomGenerator random) {
    RouterKind kind = kinds.get(router);
    List<InetAddress> addresses = SimulatedAddresses.virtual(router, kind.family(), false);
    String link = link(segmentByRouter.get(router));
    return new RouterConfig(
        "VI_" + router,
        kind.version(),
        kind.virtualRouterId(),
        kind.family(),
        link,
        priority,
        kind.version() == VrrpVersion.V3 && random.nextBoolean()
            ? interval(VrrpVersion.V3, random)
            : interval,
        allPreempt || random.nextBoolean(),
        allPreempt ? Duration.ZERO : Duration.ofMillis(random.nextInt(3) * 500L),
        kind.authentication(),
        addresses,
        addresses.stream().map(each -> new RouterConfig.AnnouncedAddress(link, each)).toList(),
        garp(random),
        kind.transport(node, nodes),
        conduct,
        needs.get(router),
        null);
  }

  /** A random interval; in version 2 every director gets the same one. */
  Duration interval(VrrpVersion version, RandomGenerator random) {
    return switch (version) {
      case V2 -> Duration.ofSeconds(slow ? 1 + random.nextInt(2) : 1);
      case V3 -> Duration.ofMillis(200 + 50L * random.nextInt(slow ? 30 : 17));
    };
  }

  boolean intervalsChange(int router) {
    return slow || kinds.get(router).version() == VrrpVersion.V3;
  }

  private static GratuitousArp garp(RandomGenerator random) {
    return random.nextBoolean()
        ? GratuitousArp.of(1, Duration.ofSeconds(5), Duration.ZERO)
        : new GratuitousArp(
            2,
            Duration.ofMillis(random.nextInt(1_000)),
            Duration.ofSeconds(3),
            1,
            2,
            Duration.ofMillis(random.nextInt(1_000)),
            Duration.ofMillis(random.nextInt(100)),
            List.of());
  }

  private static ProtocolOptions conduct(boolean strict, RandomGenerator random) {
    boolean plain = random.nextBoolean();
    if (plain && !strict) {
      return ProtocolOptions.DEFAULT;
    }
    return ProtocolOptions.DEFAULT.toBuilder()
        .downTimerAdverts(3 + random.nextInt(3))
        .answerLower(random.nextBoolean())
        .tellHigher(random.nextBoolean())
        .checksum(random.nextBoolean() ? Checksum.PSEUDO_HEADER : Checksum.PLAIN)
        .strict(strict)
        .startupDelay(someDelay(random))
        .bootDelay(someDelay(random))
        .forwardingDelay(someDelay(random))
        .build();
  }

  private static Duration someDelay(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(1_000) : 0);
  }

  int routers() {
    return segmentByRouter.size();
  }

  RouterConfig config(int node, int router) {
    return configsByNode.get(node).get(router);
  }

  RouterKind kind(int router) {
    return kinds.get(router);
  }

  List<SyncGroupConfig> syncGroups() {
    return groups.stream()
        .filter(group -> group.size() > 1)
        .map(group ->
            new SyncGroupConfig(
                "VG_" + group.getFirst(), group.stream().map(each -> "VI_" + each).toList()))
        .toList();
  }

  /** The router to which a packet on this segment belongs. */
  int router(int segment, Family family, int virtualRouterId) {
    for (int router = Math.max(0, virtualRouterId - 1); router < routers(); router++) {
      RouterKind kind = kinds.get(router);
      if (kind.virtualRouterId() == virtualRouterId
          && kind.family() == family
          && segmentByRouter.get(router) == segment) {
        return router;
      }
    }
    throw new IllegalArgumentException("no router has VRID " + virtualRouterId);
  }

  /** The router that has the given address; -1 if there is none. */
  int router(InetAddress virtual) {
    return routerByAddress.getOrDefault(virtual, -1);
  }

  /** The director that has the given address; -1 for a multicast group. */
  int node(InetAddress address) {
    return nodeByAddress.getOrDefault(address, -1);
  }

  static String link(int segment) {
    return "v" + segment;
  }

  static int segment(String link) {
    return Integer.parseInt(link.substring(1));
  }

  /** The longest advertisement interval of the site. */
  long intervalNanos() {
    return (slow ? 2_000 : 1_000) * MS;
  }

  /** An upper limit for every down timer of the site. */
  long downNanos() {
    return 6 * intervalNanos();
  }

  long holdNanos() {
    return 2_000 * MS;
  }

  long preemptDelayNanos() {
    return allPreempt ? 0 : longestDelay.toNanos();
  }
}
