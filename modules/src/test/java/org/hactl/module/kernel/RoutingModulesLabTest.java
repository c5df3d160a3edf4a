package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.NetworkNamespace.tool;
import static org.hactl.module.kernel.LabKernel.inNamespace;

import java.util.List;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;
import org.hactl.module.Plan;
import org.hactl.module.route.RouteModule;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleModule;
import org.hactl.module.rule.RuleResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Routes and rules on the real kernel: a second pass has nothing to do, and nothing is left behind.
 */
@Tag("lab")
class RoutingModulesLabTest {
  @Test
  void rules() throws Exception {
    inNamespace(kernel -> {
      Host<RuleResource, KernelState<Rule>> host = new Host<>(new RuleModule(kernel));
      String before = tool("ip", "rule") + tool("ip", "-6", "rule");
      RuleResource marked =
          RuleResource.builder(101, "prohibit")
              .inverted(true)
              .from("10.0.0.0/8")
              .mark("0x7/0xff")
              .tos(16)
              .outgoingInterface("v0")
              .protocol("udp")
              .destinationPorts("53-54")
              .build();
      List<RuleResource> desired =
          List.of(
              RuleResource.lookup(100, "192.168.0.254", null, 1000),
              marked,
              RuleResource.lookup(102, null, "2001:db8::254", 254),
              RuleResource.lookup(103, "0.0.0.0/0", null, 1000),
              RuleResource.lookup(104, null, "::/0", 1000));
      host.converge(desired);
      assertThat(tool("ip", "rule"))
          .contains("100:\tfrom 192.168.0.254 lookup 1000")
          .contains(
              "101:\tnot from 10.0.0.0/8 tos 0x10 fwmark 0x7/0xff oif v0 ipproto udp dport 53-54"
                  + " prohibit");
      assertThat(tool("ip", "-6", "rule")).contains("102:\tfrom all to 2001:db8::254 lookup main");
      tool("ip", "rule", "del", "priority", "101");
      assertThat(host.converge(desired).changes())
          .extracting(change -> change.id())
          .containsExactly(marked.id());
      host.converge(List.of());
      assertThat(tool("ip", "rule") + tool("ip", "-6", "rule")).isEqualTo(before);
    });
  }

  @Test
  void identityOfARuleInTheKernel() throws Exception {
    inNamespace(kernel -> {
      Host<RuleResource, KernelState<Rule>> host = new Host<>(new RuleModule(kernel));
      String before = tool("ip", "rule");
      tool(
          "ip",
          "rule",
          "add",
          "priority",
          "100",
          "to",
          "10.0.0.0/8",
          "lookup",
          "1000",
          "protocol",
          "104");
      tool(
          "ip", "rule", "add", "priority", "101", "iif", "v0", "lookup", "1000", "protocol", "104");
      RuleResource refused = RuleResource.lookup(100, null, null, 1000);
      assertThat(host.apply(host.plan(List.of(refused))))
          .singleElement()
          .satisfies(result ->
              assertThat(result.error())
                  .hasMessageContaining("EEXIST")
                  .hasMessageContaining("100"));
      host.converge(List.of());
      host.converge(List.of(RuleResource.lookup(101, null, null, 1000)));
      assertThat(host.apply(host.plan(List.of()))).allMatch(result -> result.error() != null);
      assertThat(tool("ip", "rule")).contains("101:\tfrom all iif v0 lookup 1000 proto 104");
      host.exclusive().converge(List.of());
      assertThat(tool("ip", "rule")).isEqualTo(before);
    });
  }

  @Test
  void aRouteOfAnotherMetricStays() throws Exception {
    inNamespace(kernel -> {
      Host<RouteResource, KernelState<Route>> host = new Host<>(new RouteModule(kernel));
      tool("ip", "route", "add", "default", "via", "10.9.0.2", "metric", "100", "proto", "dhcp");
      String before = tool("ip", "route");
      List<RouteResource> desired =
          List.of(RouteResource.builder("default").via("10.9.0.2").build());
      host.converge(desired);
      host.converge(List.of());
      assertThat(tool("ip", "route")).isEqualTo(before);
      host.converge(desired);
      Plan plan = host.plan(List.of());
      tool("ip", "route", "del", "default", "proto", "104");
      assertThat(host.apply(plan)).allMatch(result -> result.error() == null);
      assertThat(tool("ip", "route")).isEqualTo(before);
    });
  }

  @Test
  void routes() throws Exception {
    inNamespace(kernel -> {
      Host<RouteResource, KernelState<Route>> host = new Host<>(new RouteModule(kernel));
      tool("ip", "route", "add", "10.78.0.0/16", "via", "10.9.0.9", "src", "10.9.0.1");
      String before = tool("ip", "route", "show", "table", "all");
      List<RouteResource> desired =
          List.of(
              RouteResource.builder("default").via("10.9.0.2").table(1000).build(),
              RouteResource.builder("default").via("fd09::2").interfaceName("v0").build(),
              RouteResource.builder("10.77.0.0/16").via("10.200.0.1").metric(50L).build(),
              RouteResource.builder("10.78.0.0/16").via("10.9.0.2").build(),
              RouteResource.builder("10.200.0.0/24").interfaceName("v0").source("10.9.0.1").build(),
              RouteResource.builder("10.79.0.0/16").type("blackhole").build(),
              RouteResource.builder("2001:db8:79::/48").type("unreachable").build());
      host.converge(desired);
      assertThat(tool("ip", "route", "show"))
          .contains(
              "10.77.0.0/16 via 10.200.0.1 dev v0 proto 104 metric 50",
              "10.78.0.0/16 via 10.9.0.2 dev v0 proto 104",
              "10.200.0.0/24 dev v0 proto 104 scope link src 10.9.0.1",
              "blackhole 10.79.0.0/16 proto 104");
      assertThat(tool("ip", "route", "show", "table", "1000"))
          .contains("default via 10.9.0.2 dev v0 proto 104");
      assertThat(tool("ip", "-6", "route", "show"))
          .contains("default via fd09::2 dev v0 proto 104 metric 1024")
          .contains("unreachable 2001:db8:79::/48 dev lo proto 104 metric 1024");
      tool("ip", "route", "del", "10.77.0.0/16");
      tool("ip", "route", "replace", "10.78.0.0/16", "via", "10.9.0.7");
      assertThat(Host.words(host.converge(desired)))
          .containsExactly(
              "CREATE route[10.77.0.0/16 metric 50 table 254] | route: - > 10.77.0.0/16 via"
                  + " 10.200.0.1 metric 50",
              "UPDATE route[10.78.0.0/16 metric 0 table 254] | via: 10.9.0.7 > 10.9.0.2");
      host.converge(List.of());
      assertThat(tool("ip", "route", "show", "table", "all")).isEqualTo(before);
      assertThat(tool("ip", "-6", "route", "show")).doesNotContain("104");
    });
  }
}
