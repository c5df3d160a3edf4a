package org.hactl.lab.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hactl.api.Protocol;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;

/** The sites that operators apply, drawn from the seed, and what hosts have without hactl. */
final class SimSite {
  static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  static final Protocol PROTOCOL = new Protocol(MAPPER);
  static final List<String> HOSTS = List.of("lvs1", "lvs2", "web1", "web2");

  /** Another program's: its name begins as one of ours does. */
  private static final String FOREIGN = "192.168.0.25/32";

  private static final List<String> SYSCTLS =
      List.of(
          "net.ipv4.ip_forward",
          "net.ipv4.vs.conntrack",
          "net.ipv4.conf.lo.arp_ignore",
          "net.ipv4.conf.lo.arp_announce",
          "net.ipv4.conf.eth0.rp_filter");

  private SimSite() {}

  static boolean isDirector(String host) {
    return host.startsWith("lvs");
  }

  static String address(String host) {
    return "192.168.0." + (10 + HOSTS.indexOf(host));
  }

  /** A kernel after a boot: hactl has changed nothing yet, other programs have. */
  static MemoryKernel booted(String host) {
    MemoryKernel kernel = new MemoryKernel().withLink("eth0");
    foreign(host).forEach(kernel.addresses()::add);
    return kernel;
  }

  /** The addresses that other programs have given a host. */
  static List<InterfaceAddress> foreign(String host) {
    return List.of(
        InterfaceAddress.of("eth0", InetPrefix.parse(address(host) + "/24")),
        InterfaceAddress.of("eth0", InetPrefix.parse(FOREIGN)));
  }

  static List<String> sysctls() {
    return SYSCTLS;
  }

  /** Another version of the site. */
  static Map<String, HostState> draw(RandomGenerator random) {
    List<String> vips = vips(random);
    List<String> second = random.nextInt(3) == 0 ? List.of("192.168.0.240/24") : List.of();
    Wire wire = Wire.draw(random);
    List<VirtualServiceSpec> services = services(wire.name(), vips, random);
    boolean conntrack = random.nextBoolean();
    boolean extra = random.nextBoolean();
    int ignore = random.nextInt(3);
    Map<String, HostState> states = new LinkedHashMap<>();
    for (String host : HOSTS) {
      states.put(
          host,
          isDirector(host)
              ? director(host, wire, vips, second, services, conntrack, extra)
              : realServer(host, vips, ignore, extra));
    }
    return states;
  }

  private static List<String> vips(RandomGenerator random) {
    List<String> vips = new ArrayList<>(List.of("192.168.0.250/24"));
    if (random.nextBoolean()) {
      vips.add("192.168.0.251/24");
    }
    if (random.nextInt(3) == 0) {
      vips.add("192.168.0.2/24");
    }
    return vips;
  }

  private static List<VirtualServiceSpec> services(
      String router, List<String> vips, RandomGenerator random) {
    List<VirtualServiceSpec> services = new ArrayList<>();
    for (String vip : vips) {
      if (random.nextInt(4) > 0) {
        List<RealServerSpec> servers = new ArrayList<>();
        boolean both = random.nextInt(3) == 0;
        for (String host : both ? List.of("lvs1", "lvs2") : List.of("web1", "web2")) {
          servers.add(new RealServerSpec(host, address(host), 80, 1 + random.nextInt(3)));
        }
        String address = vip.substring(0, vip.indexOf('/'));
        services.add(
            VirtualServiceSpec.builder("at " + address, address, 80)
                .virtualRouter(router)
                .scheduler(random.nextBoolean() ? "wrr" : "wlc")
                .realServers(servers)
                .build());
      }
    }
    return services;
  }

  private static HostState director(
      String host,
      Wire wire,
      List<String> vips,
      List<String> second,
      List<VirtualServiceSpec> services,
      boolean conntrack,
      boolean extra) {
    List<Resource> resources = new ArrayList<>();
    resources.add(new SysctlResource("net.ipv4.ip_forward", "1"));
    if (conntrack) {
      resources.add(new SysctlResource("net.ipv4.vs.conntrack", "1"));
    }
    if (extra) {
      resources.add(AddressResource.of("eth0", "192.168.0.2" + host.charAt(3) + "0/32"));
    }
    List<VirtualServiceSpec> balanced =
        services.stream()
            .map(each -> each.toBuilder().onMasterOnly(isRealServer(host, each)).build())
            .toList();
    List<Resource> standby =
        balanced.stream()
            .filter(VirtualServiceSpec::onMasterOnly)
            .<Resource>map(each -> AddressResource.of("lo", each.address() + "/32"))
            .toList();
    if (!standby.isEmpty()) {
      resources.add(new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1"));
    }
    List<VirtualRouterSpec> routers = new ArrayList<>();
    routers.add(router(wire, host, vips).standingBy(standby));
    if (!second.isEmpty()) {
      routers.add(router(Wire.SECOND, host, second));
    }
    return HostState.builder("shop", host)
        .resources(resources)
        .virtualRouters(routers)
        .virtualServices(balanced)
        .drift(new DriftPolicy(DriftPolicy.Mode.CORRECT, 30_000, null))
        .build();
  }

  private static boolean isRealServer(String host, VirtualServiceSpec service) {
    return service.realServers().stream().anyMatch(each -> each.host().equals(host));
  }

  /** How a router appears on the wire. */
  private record Wire(
      String name, int id, String first, int intervalMillis, Authentication authentication) {
    static final Wire SECOND = new Wire("VI_2", 52, "lvs2", 1_000, Authentication.none());

    /** Mostly as in most other versions, so that most changes are about something else. */
    static Wire draw(RandomGenerator random) {
      return new Wire(
          random.nextInt(6) == 0 ? "VI_A" : "VI_1",
          random.nextInt(4) == 0 ? 61 : 51,
          random.nextInt(4) == 0 ? "lvs2" : "lvs1",
          random.nextInt(4) == 0 ? 2_000 : 1_000,
          random.nextInt(4) == 0 ? Authentication.pass("secret") : Authentication.none());
    }
  }

  private static VirtualRouterSpec router(Wire wire, String host, List<String> vips) {
    return VirtualRouterSpec.of(
        wire.name(),
        2,
        wire.id(),
        "eth0",
        host.equals(wire.first()) ? 150 : 100,
        wire.intervalMillis(),
        true,
        0,
        wire.authentication(),
        vips,
        GratuitousArp.DEFAULT);
  }

  private static HostState realServer(String host, List<String> vips, int ignore, boolean extra) {
    List<Resource> resources = new ArrayList<>();
    resources.add(new SysctlResource("net.ipv4.conf.lo.arp_ignore", "" + ignore));
    if (extra) {
      resources.add(new SysctlResource("net.ipv4.conf.eth0.rp_filter", "2"));
    }
    for (String vip : vips) {
      resources.add(AddressResource.of("lo", vip.substring(0, vip.indexOf('/')) + "/32"));
    }
    return HostState.builder("shop", host)
        .resources(resources)
        .drift(new DriftPolicy(DriftPolicy.Mode.CORRECT, 30_000, null))
        .build();
  }
}
