package org.hactl.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;

/**
 * The virtual routers of a benchmark, as configuration for either program: VRRPv3, one VIP each, on
 * {@code eth0}.
 *
 * @param count 1 to 255; the VRIDs are 1 to this number
 * @param interval between advertisements
 */
record Routers(int count, Duration interval) {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double PRIORITIES = 256;

  /** The VIP of a router. */
  static String vip(int virtualRouterId) {
    return "10.9." + virtualRouterId + ".254";
  }

  /** What a backup waits after the last advertisement (RFC 5798 section 6.1). */
  Duration downInterval(int priority) {
    double intervals = 3 + (PRIORITIES - priority) / PRIORITIES;
    return Duration.ofNanos(Math.round(intervals * interval.toNanos()));
  }

  HostState hactl(String host, int priority) {
    return hactl(host, priority, List.of());
  }

  /**
   * @param more the agent's other resources
   */
  HostState hactl(String host, int priority, List<Resource> more) {
    List<VirtualRouterSpec> routers =
        IntStream.rangeClosed(1, count)
            .mapToObj(vrid ->
                VirtualRouterSpec.of(
                    "V" + vrid,
                    3,
                    vrid,
                    "eth0",
                    priority,
                    interval.toMillis(),
                    true,
                    0,
                    Authentication.none(),
                    List.of(vip(vrid) + "/32"),
                    GratuitousArp.DEFAULT))
            .toList();
    return HostState.builder("bench", host).resources(more).virtualRouters(routers).build();
  }

  String keepalived(String host, int priority) {
    String head = "global_defs {\n  router_id %s\n  vrrp_version 3\n}\n".formatted(host);
    return IntStream.rangeClosed(1, count)
        .mapToObj(vrid -> instance(vrid, priority))
        .collect(Collectors.joining("", head, ""));
  }

  private String instance(int vrid, int priority) {
    return String.format(
        Locale.ROOT,
        """
        vrrp_instance V%d {
          state BACKUP
          interface eth0
          virtual_router_id %d
          priority %d
          advert_int %.2f
          virtual_ipaddress {
            %s/32
          }
        }
        """,
        vrid,
        vrid,
        priority,
        interval.toMillis() / MILLIS_PER_SECOND,
        vip(vrid));
  }

  @Override
  public String toString() {
    return count + (count == 1 ? " router at " : " routers at ") + interval.toMillis() + " ms";
  }
}
