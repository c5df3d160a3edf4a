package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hactl.linux.netlink.NetworkNamespace.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.ipvs.IpvsUnavailableException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.hactl.linux.net.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real kernel, in a namespace of its own, judged by iproute2 and sysctl. */
@Tag("lab")
class NetlinkKernelLabTest {
  @Test
  void aNeighbourThatWasLearnedIsForgottenAndOneThatWasSetStays() throws Exception {
    inNamespace(kernel -> {
      for (String words :
          List.of("10.9.0.7 nud stale", "10.9.0.8 nud stale", "2001:db8::7 nud stale")) {
        neighbour(words);
      }
      neighbour("10.9.0.9 nud permanent");
      for (String address : List.of("10.9.0.7", "10.9.0.9", "2001:db8::7", "10.9.0.77")) {
        kernel.neighbours().forget(InetAddresses.parse(address));
      }
      assertThat(tool("ip", "neigh", "show", "dev", "v0"))
          .contains("10.9.0.8 ", "10.9.0.9 ")
          .doesNotContain("10.9.0.7 ", "2001:db8::7 ");
    });
  }

  private static void neighbour(String words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "neigh", "add"));
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of("lladdr", "02:00:00:00:00:07", "dev", "v0"));
    tool(command.toArray(String[]::new));
  }

  @Test
  void addresses() throws Exception {
    inNamespace(kernel -> {
      kernel.addresses().add(address("lo", "192.168.0.254/32"));
      kernel
          .addresses()
          .add(address("v0", "10.9.0.1/24").withLabel("v0:vip").withScope(Scope.LINK));
      kernel
          .addresses()
          .add(
              address("v0", "2001:db8::254/128")
                  .withFlags(AddressFlag.NODAD, AddressFlag.DEPRECATED));
      JsonNode v0 = json("ip", "-j", "addr", "show", "dev", "v0").get(0).get("addr_info");
      assertThat(v0.get(0).get("local").asText()).isEqualTo("10.9.0.1");
      assertThat(v0.get(0).get("label").asText()).isEqualTo("v0:vip");
      assertThat(v0.get(0).get("scope").asText()).isEqualTo("link");
      assertThat(v0.get(1).get("local").asText()).isEqualTo("2001:db8::254");
      assertThat(v0.get(1).get("deprecated").asBoolean()).isTrue();
      assertThat(kernel.addresses().list())
          .anySatisfy(address -> {
            assertThat(address.prefix()).hasToString("192.168.0.254/32");
            assertThat(address.interfaceName()).isEqualTo("lo");
            assertThat(address.flags()).contains(AddressFlag.PERMANENT);
          });

      assertThatThrownBy(() -> kernel.addresses().add(address("lo", "192.168.0.254/32")))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("add address 192.168.0.254/32 dev lo: File exists (EEXIST)");
      assertThatThrownBy(() -> kernel.addresses().add(address("eth9", "192.168.0.254/32")))
          .hasMessageContaining("no interface 'eth9'; this host has lo, ");

      kernel.addresses().remove("lo", InetPrefix.parse("192.168.0.254/32"));
      kernel.addresses().remove("v0", InetPrefix.parse("2001:db8::254/128"));
      assertThat(tool("ip", "addr")).doesNotContain("192.168.0.254", "2001:db8::254");
      assertThatThrownBy(
              () -> kernel.addresses().remove("lo", InetPrefix.parse("192.168.0.254/32")))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
    });
  }

  @Test
  void aBatchOfAThousandWithFailuresInBetween() throws Exception {
    inNamespace(kernel -> {
      kernel.addresses().add(address("lo", "10.1.0.7/32"));
      List<AddressChange> changes =
          new ArrayList<>(
              IntStream.range(0, 1000)
                  .<AddressChange>mapToObj(i ->
                      new AddressChange.Add(
                          address("lo", "10.1.%d.%d/32".formatted(i / 250, i % 250))))
                  .toList());
      changes.add(500, new AddressChange.Add(address("nowhere", "10.2.0.1/32")));
      BatchResult result = kernel.addresses().apply(changes);
      assertThat(result.size()).isEqualTo(1001);
      assertThat(result.failures()).containsOnlyKeys(7, 500);
      assertThat(json("ip", "-j", "addr", "show", "dev", "lo").get(0).get("addr_info"))
          .filteredOn(info -> info.get("local").asText().startsWith("10.1."))
          .hasSize(1000);
      assertThat(kernel.addresses().list())
          .filteredOn(address -> address.prefix().toString().startsWith("10.1."))
          .hasSize(1000);
    });
  }

  @Test
  void links() throws Exception {
    inNamespace(kernel -> {
      kernel.links().setUp("v1", false);
      assertThat(tool("ip", "-br", "link", "show", "dev", "v1")).contains("DOWN");
      assertThat(kernel.links().find("v0").orElseThrow().running()).isFalse();
      kernel.links().setUp("v1", true);
      // The kernel detects a carrier a little later.
      await().until(() -> kernel.links().find("v1").orElseThrow().running());
      assertThat(kernel.links().find("v1").orElseThrow().mac())
          .hasToString(
              json("ip", "-j", "link", "show", "dev", "v1").get(0).get("address").asText());
      assertThat(kernel.links().find("eth9")).isEmpty();
    });
  }

  @Test
  void routes() throws Exception {
    inNamespace(kernel -> {
      kernel.addresses().add(address("v0", "10.9.0.1/24"));
      Route route =
          Route.unicast(InetPrefix.parse("10.77.0.0/16"), InetAddresses.parse("10.9.0.2"), "v0")
              .withMetric(50);
      kernel.routes().add(route);
      Route other = route.withTable(1000).withSource(InetAddresses.parse("10.9.0.1"));
      kernel.routes().add(other);
      JsonNode shown = json("ip", "-j", "route", "show", "10.77.0.0/16").get(0);
      assertThat(shown.get("gateway").asText()).isEqualTo("10.9.0.2");
      assertThat(shown.get("metric").asInt()).isEqualTo(50);
      assertThat(shown.get("protocol").asText()).isEqualTo("static");
      assertThat(json("ip", "-j", "route", "show", "table", "1000").get(0).get("prefsrc").asText())
          .isEqualTo("10.9.0.1");
      assertThat(kernel.routes().list()).contains(route, other);
      assertThatThrownBy(() -> kernel.routes().add(route))
          .hasMessageContaining("add route 10.77.0.0/16 via 10.9.0.2 dev v0 metric 50: File");
      assertThatThrownBy(() ->
              kernel
                  .routes()
                  .add(
                      Route.unicast(
                          InetPrefix.parse("10.1.0.0/16"), InetAddresses.parse("99.1.1.1"), null)))
          .hasMessageContaining("(ENETUNREACH): Nexthop has invalid gateway");
      kernel.routes().remove(route);
      assertThat(tool("ip", "route", "show", "10.77.0.0/16")).isEmpty();
      assertThatThrownBy(() -> kernel.routes().remove(route))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
    });
  }

  @Test
  void rules() throws Exception {
    inNamespace(kernel -> {
      Rule rule =
          Rule.lookup(Family.INET, 90, 1000)
              .withTo(InetPrefix.parse("192.168.0.254/32"))
              .withIncomingInterface("lo")
              .withSourcePorts(6, new PortRange(40_000, 40_010));
      kernel.rules().add(rule);
      JsonNode shown = json("ip", "-j", "rule", "show").get(1);
      assertThat(shown.get("priority").asInt()).isEqualTo(90);
      assertThat(shown.get("dst").asText()).isEqualTo("192.168.0.254");
      assertThat(shown.get("iif").asText()).isEqualTo("lo");
      assertThat(shown.get("table").asText()).isEqualTo("1000");
      assertThat(kernel.rules().list()).contains(rule);
      assertThatThrownBy(() -> kernel.rules().add(rule)).hasMessageContaining("EEXIST");
      kernel.rules().remove(rule);
      assertThat(tool("ip", "rule", "show")).doesNotContain("1000");
    });
  }

  @Test
  void sysctls() throws Exception {
    inNamespace(kernel -> {
      SysctlKey ignore = SysctlKey.ofInterface(Family.INET, "lo", "arp_ignore");
      kernel.sysctls().write(ignore, "1");
      assertThat(tool("sysctl", "-n", "net.ipv4.conf.lo.arp_ignore")).isEqualTo("1");
      assertThat(kernel.sysctls().read(ignore)).contains("1");
      tool("ip", "link", "add", "v0.100", "type", "veth");
      SysctlKey dotted = SysctlKey.parse("net.ipv4.conf.v0.100.arp_ignore");
      kernel.sysctls().write(dotted, "2");
      assertThat(tool("sysctl", "-n", "net.ipv4.conf.v0/100.arp_ignore")).isEqualTo("2");
      assertThat(kernel.sysctls().read(SysctlKey.parse("net.ipv4.no_such"))).isEmpty();
      assertThatThrownBy(() -> kernel.sysctls().write(SysctlKey.parse("net.ipv4.no_such"), "1"))
          .hasMessage("write sysctl net.ipv4.no_such: No such file or directory (ENOENT)");
      assertThatThrownBy(() -> kernel.sysctls().write(ignore, "much"))
          .hasMessage("write sysctl net.ipv4.conf.lo.arp_ignore = much: Invalid argument (EINVAL)");
    });
  }

  @Test
  void withoutIpvsTheErrorHasItsOwnType() throws Exception {
    inNamespace(kernel -> {
      if (!tool("sh", "-c", "ls /proc/net/ip_vs 2>&1 || true").equals("/proc/net/ip_vs")) {
        assertThatThrownBy(() -> kernel.ipvs().list())
            .isInstanceOf(IpvsUnavailableException.class)
            .hasMessageContaining("this kernel has no IPVS");
      }
    });
  }

  interface Body {
    void run(Kernel kernel) throws Exception;
  }

  private static void inNamespace(Body body) throws Exception {
    NetworkNamespace.run(() -> {
      tool("ip", "link", "set", "lo", "up");
      tool("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
      tool("ip", "link", "set", "v0", "up");
      tool("ip", "link", "set", "v1", "up");
      try (Kernel kernel = NetlinkKernel.open()) {
        body.run(kernel);
      }
    });
  }

  private static JsonNode json(String... command) throws Exception {
    return new ObjectMapper().readTree(tool(command));
  }

  private static InterfaceAddress address(String interfaceName, String prefix) {
    return InterfaceAddress.of(interfaceName, InetPrefix.parse(prefix));
  }
}
