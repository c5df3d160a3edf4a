package org.hactl.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a seed makes of a site: its directors, virtual routers, segments and sync groups. */
final class SimulatedSite {
  private static final long MS = 1_000_000L;

  final int nodes;
  final int segments;
  final boolean allPreempt;

  /** Routers that are master together; a router by itself is a group of one. */
  final List<List<Integer>> groups = new ArrayList<>();

  final List<List<Integer>> groupByRouter = new ArrayList<>();

  /** By router. */
  final List<Integer> segmentByRouter = new ArrayList<>();

  private final List<List<RouterConfig>> configsByNode = new ArrayList<>();
  private final Duration longestDelay;

  SimulatedSite(RandomGenerator random) {
    nodes = 2 + (int) (9 * Math.pow(random.nextDouble(), 3));
    segments = 1 + random.nextInt(3);
    allPreempt = random.nextBoolean();
    longestDelay = Duration.ofMillis(1_000);
    int routers = 1 + (int) (50 * Math.pow(random.nextDouble(), 4));
    for (int node = 0; node < nodes; node++) {
      configsByNode.add(new ArrayList<>());
    }
    while (segmentByRouter.size() < routers) {
      int members = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
      addGroup(members, random);
    }
  }

  private void addGroup(int members, RandomGenerator random) {
    int[] priorities = priorities(random);
    List<Integer> group = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      int router = segmentByRouter.size();
      group.add(router);
      segmentByRouter.add(random.nextInt(segments));
      VrrpVersion version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
      for (int node = 0; node < nodes; node++) {
        configsByNode.get(node).add(config(router, version, priorities[node], random));
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
      priorities[node] = equal ? base : 1 + random.nextInt(255);
    }
    return priorities;
  }

  private RouterConfig config(
      int router, VrrpVersion version, int priority, RandomGenerator random) {
    Duration interval =
        version == VrrpVersion.V2
            ? Duration.ofSeconds(1)
            : Duration.ofMillis(200 + 100L * random.nextInt(2));
    return RouterConfig.of(
            "VI_" + router,
            version,
            router + 1,
            "v" + segmentByRouter.get(router),
            priority,
            interval,
            allPreempt || random.nextBoolean(),
            allPreempt ? Duration.ZERO : Duration.ofMillis(random.nextInt(3) * 500L),
            Authentication.none(),
            Fixtures.addresses("192.0.2.254"),
            GratuitousArp.DEFAULT)
        .with(conduct(random));
  }

  private static Conduct conduct(RandomGenerator random) {
    if (random.nextBoolean()) {
      return Conduct.DEFAULT;
    }
    return new Conduct(
        3 + random.nextInt(3),
        random.nextBoolean(),
        random.nextBoolean(),
        true,
        false,
        false,
        Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(1_000) : 0),
        Duration.ZERO,
        Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(1_000) : 0));
  }

  int routers() {
    return segmentByRouter.size();
  }

  RouterConfig config(int node, int router) {
    return configsByNode.get(node).get(router);
  }

  List<SyncGroupConfig> syncGroups() {
    return groups.stream()
        .filter(group -> group.size() > 1)
        .map(group ->
            new SyncGroupConfig(
                "VG_" + group.getFirst(), group.stream().map(each -> "VI_" + each).toList()))
        .toList();
  }

  /** Half of them below and half above 128.0.0.0, where signed and unsigned order differ. */
  static InetAddress address(int node) {
    return Fixtures.address((node % 2 == 0 ? "10" : "192") + ".0.2." + (node + 1));
  }

  /** No advertisement interval is longer. */
  long intervalNanos() {
    return 1_000 * MS;
  }

  /** No down timer is longer, nor a hold and a down timer after it. */
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
