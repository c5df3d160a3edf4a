package org.hactl.agent;

import static org.awaitility.Awaitility.await;
import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.CheckSpec.Via;
import org.hactl.host.HostState;
import org.hactl.host.Talk;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.netlink.NetworkNamespace;
import org.hactl.module.Resource;
import org.hactl.module.sysctl.SysctlResource;

/**
 * The whole agent as a director in a guest whose kernel has IPVS, with two real servers, each in a
 * namespace. {@link ViaVipLabTest} starts it and judges what it prints.
 */
final class ViaVipGuest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SOCKET = Path.of("/run/hactl/agent.sock");
  private static final String VIP = "192.168.0.254";
  private static final String VIP6 = "2001:db8::254";

  /** Where real servers listen at all their addresses, and at the VIP alone. */
  private static final int PORT = 8080;

  private static final int VIP_PORT = 8081;

  private static final Resource ACCEPT_LOCAL =
      new SysctlResource("net.ipv4.conf.eth0.accept_local", "1");

  private final AgentClient agent = new AgentClient(SOCKET);

  public static void main(String[] args) throws Exception {
    web("web1", 18);
    web("web2", 20);
    AgentClient.startAgent(SOCKET);
    new ViaVipGuest().run();
    System.out.println("== end");
    Runtime.getRuntime().halt(0);
  }

  private void run() throws Exception {
    until("the agent", agent::answers);
    agent.confirm(state(Via.VIP, List.of(ACCEPT_LOCAL)));
    reached("backup", () -> health().filter(each -> each.contains(" HEALTHY")).count() == 9);
    loseAndRegain("backup");
    tool("ip", "addr", "add", VIP + "/32", "dev", "eth0");
    // As the agent adds a VIP: no source of new connections.
    tool(("ip -6 addr add " + VIP6 + "/128 dev eth0 nodad preferred_lft 0").split(" "));
    loseAndRegain("master");
    agent.confirm(
        state(Via.VIP, List.of(new SysctlResource("net.ipv4.conf.eth0.accept_local", "0"))));
    tool("ip", "-n", "web2", "addr", "del", VIP + "/32", "dev", "lo");
    reached("without accept_local", () -> !agent.status().errors().isEmpty());
    agent.confirm(state(Via.DIRECT, List.of()));
    reached("direct", () -> !tool("ipvsadm", "-Sn").contains("-f "));
  }

  private void loseAndRegain(String role) throws Exception {
    tool("ip", "-n", "web2", "addr", "del", VIP + "/32", "dev", "lo");
    tool("ip", "-n", "web2", "-6", "addr", "del", VIP6 + "/128", "dev", "lo");
    reached(role + " lost", () -> unhealthy() == 4);
    vips("web2");
    reached(role + " regained", () -> unhealthy() == 1);
  }

  /** The service that asks the VIP's port at real servers' own addresses fails always. */
  private long unhealthy() throws IOException {
    return health().filter(each -> each.contains(" UNHEALTHY")).count();
  }

  private Stream<String> health() throws IOException {
    return agent.status().services().stream()
        .flatMap(service ->
            service.realServers().stream()
                .map(server ->
                    "%s %s %s: %s"
                        .formatted(
                            service.name(), server.host(), server.health(), server.detail())));
  }

  private void reached(String step, Callable<Boolean> condition) throws Exception {
    until(step, condition);
    System.out.println("== " + step);
    health().forEach(System.out::println);
    agent.status().errors().forEach(each -> System.out.println("error " + each));
    System.out.println(tool("ipvsadm", "-Sn"));
  }

  private void until(String what, Callable<Boolean> condition) throws IOException {
    System.out.println("-- " + what + " ...");
    try {
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(condition);
    } catch (RuntimeException e) {
      health().forEach(System.out::println);
      agent.status().errors().forEach(each -> System.out.println("error " + each));
      throw e;
    }
  }

  private static HostState state(Via via, List<Resource> resources) {
    return HostState.builder("shop", "lvs1")
        .resources(resources)
        .virtualServices(
            List.of(
                service("own", VIP, 80, ForwardMethod.DR, PORT, Via.DIRECT),
                service("vip", VIP, 81, ForwardMethod.DR, PORT, via),
                service("tunnel", VIP, 82, ForwardMethod.TUN, PORT, via),
                service("six", VIP6, 80, ForwardMethod.DR, PORT, via),
                only("listens", service("listens", VIP, 83, ForwardMethod.DR, VIP_PORT, via)),
                only("asked", service("asked", VIP, 84, ForwardMethod.DR, VIP_PORT, Via.DIRECT))))
        .build();
  }

  private static VirtualServiceSpec only(String name, VirtualServiceSpec service) {
    return service.onlyWith(service.realServers().getFirst());
  }

  private static VirtualServiceSpec service(
      String name, String vip, int port, ForwardMethod forward, int checked, Via via) {
    Place at = new Place(null, checked, null, null, null, via == Via.VIP ? Via.VIP : null);
    String net = vip.equals(VIP) ? "192.168.0." : "2001:db8::";
    return VirtualServiceSpec.builder(name, vip, port)
        .forward(forward)
        .check(new CheckSpec.Tcp(at, Talk.NONE, new Timing(500, 3_000, 2, 2)))
        .realServers(
            List.of(
                new RealServerSpec("web1", net + 18, port, 1),
                new RealServerSpec("web2", net + 20, port, 1)))
        .build();
  }

  /** A real server: a thread in a namespace of its own, whose sockets are there. */
  private static void web(String name, int number) throws Exception {
    CountDownLatch listens = new CountDownLatch(2);
    Thread.ofPlatform()
        .daemon(true)
        .start(() -> {
          try {
            NetworkNamespace.run(() -> {
              join(name, number);
              ServerSocket vipAlone = new ServerSocket();
              vipAlone.bind(new InetSocketAddress(InetAddress.ofLiteral(VIP), VIP_PORT));
              Thread.ofPlatform().daemon(true).start(() -> accept(vipAlone));
              listens.countDown();
              ServerSocket all = new ServerSocket(PORT);
              listens.countDown();
              accept(all);
            });
          } catch (Exception e) {
            e.printStackTrace(System.out);
          }
        });
    listens.await();
  }

  private static void join(String name, int number) throws Exception {
    tool("sh", "-c", "ip netns attach " + name + " $$");
    tool("ip", "link", "set", "lo", "up");
    tool("ip", "link", "add", "eth0", "type", "veth", "peer", "name", "port", "netns", "1");
    tool("ip", "link", "set", "eth0", "up");
    tool("ip", "addr", "add", "192.168.0." + number + "/24", "dev", "eth0");
    tool("ip", "-6", "addr", "add", "2001:db8::" + number + "/64", "dev", "eth0", "nodad");
    for (String key : List.of("all", "tunl0")) {
      tool("sysctl", "-qw", "net.ipv4.conf." + key + ".rp_filter=0");
    }
    tool("sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=1", "net.ipv4.conf.all.arp_announce=2");
    tool("ip", "link", "set", "tunl0", "up");
    vips(name);
    tool("nsenter", "-t", "1", "-n", "ip", "link", "set", "port", "name", "p" + name);
    tool("nsenter", "-t", "1", "-n", "ip", "link", "set", "p" + name, "master", "br0", "up");
  }

  private static void vips(String name) throws Exception {
    tool("ip", "-n", name, "addr", "add", VIP + "/32", "dev", "lo");
    tool("ip", "-n", name, "-6", "addr", "add", VIP6 + "/128", "dev", "lo", "nodad");
  }

  private static void accept(ServerSocket socket) {
    while (true) {
      try {
        socket.accept().close();
      } catch (IOException e) {
        e.printStackTrace(System.out);
      }
    }
  }
}
