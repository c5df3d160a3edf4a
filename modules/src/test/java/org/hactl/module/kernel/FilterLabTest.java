package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.netlink.NetworkNamespace;
import org.hactl.module.command.ProcessRunner;
import org.hactl.module.filter.FilterModule;
import org.hactl.module.filter.FilterResource;
import org.hactl.module.filter.FilterResource.Service;
import org.hactl.module.filter.ObservedFilter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accept mode off on the real kernel, as another host on the segment sees it. */
@Tag("lab")
class FilterLabTest {
  private static final List<String> VIPS = List.of("10.9.0.254", "fd09::254");
  private static final FilterResource FILTER =
      new FilterResource(
          "VI_1",
          VIPS,
          List.of(new Service("tcp", VIPS.get(0), 80), new Service("tcp", VIPS.get(1), 80)));

  @TempDir private Path folder;

  @Test
  void acceptsOnlyServicesAndNeighbourDiscovery() throws Exception {
    NetworkNamespace.run(() -> {
      Process neighbour = new ProcessBuilder("unshare", "-n", "sleep", "120").start();
      List<ServerSocket> servers = new ArrayList<>();
      try {
        String pid = String.valueOf(neighbour.pid());
        awaitOwnNamespace(pid);
        segment(pid);
        for (String vip : VIPS) {
          servers.add(listen(vip, 80));
          servers.add(listen(vip, 22));
        }
        servers.add(listen("10.9.0.1", 22));
        Host<FilterResource, ObservedFilter> host =
            new Host<>(new FilterModule(new ProcessRunner(folder)));
        assertThat(reached(pid)).isEqualTo("80 yes 22 yes 80 yes 22 yes");
        tool("nsenter", "-t", pid, "-n", "ip", "neigh", "flush", "all");

        host.converge(List.of(FILTER));

        assertThat(reached(pid)).isEqualTo("80 yes 22 no 80 yes 22 no");
        for (String vip : VIPS) {
          tool("nsenter", "-t", pid, "-n", "ip", "neigh", "flush", "all");
          tryPort(pid, vip, 22);
          assertThat(tool("nsenter", "-t", pid, "-n", "ip", "neigh", "show", "to", vip))
              .as("the MAC address of %s is known although the port is closed", vip)
              .contains("lladdr");
        }
        assertThat(tryPort(pid, "10.9.0.1", 22)).as("the host's own address").isTrue();

        tool("nft", "flush chain inet hactl input");
        assertThat(Host.words(host.converge(List.of(FILTER))))
            .containsExactly("UPDATE filter[VI_1] | table: damaged > inet hactl");
        tool("nft", "delete element inet hactl vips4 { 10.9.0.254 }");
        assertThat(Host.words(host.converge(List.of(FILTER))))
            .containsExactly("UPDATE filter[VI_1] | drop: - > 10.9.0.254");
        tool("nft", "add table inet others");
        host.converge(List.of());
        assertThat(tool("nft", "list tables")).isEqualTo("table inet others");
        assertThat(reached(pid)).isEqualTo("80 yes 22 yes 80 yes 22 yes");
      } finally {
        for (ServerSocket server : servers) {
          server.close();
        }
        neighbour.destroyForcibly().waitFor();
      }
    });
  }

  private static void awaitOwnNamespace(String pid) throws Exception {
    String own = tool("readlink", "/proc/self/ns/net");
    while (own.equals(tool("readlink", "/proc/" + pid + "/ns/net"))) {
      Thread.onSpinWait();
    }
  }

  private static void segment(String pid) throws Exception {
    tool("ip", "link", "set", "lo", "up");
    tool("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns", pid);
    tool("ip", "link", "set", "v0", "up");
    tool("ip", "addr", "add", "10.9.0.1/24", "dev", "v0");
    tool("ip", "addr", "add", "10.9.0.254/32", "dev", "v0");
    tool("ip", "addr", "add", "fd09::1/64", "dev", "v0", "nodad");
    tool("ip", "addr", "add", "fd09::254/128", "dev", "v0", "nodad");
    tool("nsenter", "-t", pid, "-n", "ip", "link", "set", "v1", "up");
    tool("nsenter", "-t", pid, "-n", "ip", "addr", "add", "10.9.0.2/24", "dev", "v1");
    tool("nsenter", "-t", pid, "-n", "ip", "addr", "add", "fd09::2/64", "dev", "v1", "nodad");
  }

  private static ServerSocket listen(String address, int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    return server;
  }

  private static String reached(String pid) throws Exception {
    List<String> words = new ArrayList<>();
    for (String vip : VIPS) {
      for (int port : List.of(80, 22)) {
        words.add(port + (tryPort(pid, vip, port) ? " yes" : " no"));
      }
    }
    return String.join(" ", words);
  }

  private static boolean tryPort(String pid, String address, int port) throws Exception {
    Process process =
        new ProcessBuilder(
                "nsenter",
                "-t",
                pid,
                "-n",
                "timeout",
                "1",
                "bash",
                "-c",
                ": </dev/tcp/" + address + "/" + port)
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}
