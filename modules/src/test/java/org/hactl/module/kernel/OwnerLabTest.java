package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.NetworkNamespace.tool;
import static org.hactl.module.kernel.LabKernel.inNamespace;

import java.util.List;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.module.route.RouteModule;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleModule;
import org.hactl.module.rule.RuleResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On the real kernel, an object that another program has put where hactl's was stays. */
@Tag("lab")
class OwnerLabTest {
  @Test
  void addresses() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      List<AddressResource> wanted =
          List.of(
              AddressResource.of("v0", "192.0.2.1"),
              AddressResource.of("v0", "2001:db8::9/64").withFlags(List.of()));
      host.converge(wanted);
      assertThat(protocols(kernel)).containsExactly(104, 104);
      host.converge(List.of());
      assertThat(protocols(kernel)).isEmpty();
      host.converge(wanted);
      tool("ip", "addr", "del", "192.0.2.1/32", "dev", "v0");
      tool("ip", "addr", "add", "192.0.2.1/32", "dev", "v0");
      tool("ip", "addr", "del", "2001:db8::9/64", "dev", "v0");
      tool("ip", "addr", "add", "2001:db8::9/64", "dev", "v0", "nodad");
      assertThat(host.converge(wanted).changes()).isEmpty();
      assertThat(host.converge(List.of()).left()).hasSize(2);
      assertThat(protocols(kernel)).containsExactly(0, 0);
    });
  }

  @Test
  void aChangedAddressKeepsOrGetsTheNumber() throws Exception {
    inNamespace(kernel -> {
      Host<AddressResource, KernelState<InterfaceAddress>> host =
          new Host<>(new AddressModule(kernel));
      for (String each : List.of("192.0.2.1/32", "2001:db8::9/64")) {
        AddressResource wanted = AddressResource.of("v0", each);
        host.converge(List.of(wanted));
        host.converge(List.of(wanted.withPreferredSeconds(0L)));
        assertThat(protocols(kernel)).as(each).containsExactly(104);
        host.converge(List.of());
      }
    });
  }

  private static List<Integer> protocols(Kernel kernel) {
    return kernel.addresses().list().stream()
        .filter(address -> address.prefix().toString().matches("(192.0.2|2001:db8:).*"))
        .map(InterfaceAddress::protocol)
        .toList();
  }

  @Test
  void rules() throws Exception {
    inNamespace(kernel -> {
      Host<RuleResource, KernelState<Rule>> host = new Host<>(new RuleModule(kernel));
      List<RuleResource> wanted = List.of(RuleResource.lookup(100, "192.0.2.1", null, 1000));
      String[] another = {
        "ip", "rule", "add", "priority", "100", "from", "192.0.2.1", "lookup", "1000"
      };
      host.converge(wanted);
      assertThat(tool("ip", "rule")).contains("from 192.0.2.1 lookup 1000 proto 104");
      tool(another);
      host.converge(wanted);
      host.converge(List.of());
      assertThat(tool("ip", "rule"))
          .contains("from 192.0.2.1 lookup 1000")
          .doesNotContain("proto 104");
      assertThat(host.converge(wanted).changes()).isEmpty();
      host.converge(List.of());
      assertThat(tool("ip", "rule")).contains("from 192.0.2.1 lookup 1000");
      tool("ip", "rule", "del", "priority", "100");
      host.converge(wanted);
      tool("ip", "rule", "del", "priority", "100");
      tool(another);
      assertThat(host.converge(List.of()).left()).hasSize(1);
      assertThat(tool("ip", "rule")).contains("from 192.0.2.1 lookup 1000");
    });
  }

  @Test
  void routes() throws Exception {
    inNamespace(kernel -> {
      Host<RouteResource, KernelState<Route>> host = new Host<>(new RouteModule(kernel));
      List<RouteResource> wanted =
          List.of(
              RouteResource.builder("10.77.0.0/16").via("10.9.0.2").build(),
              RouteResource.builder("2001:db8:77::/48").via("fd09::2").interfaceName("v0").build());
      host.converge(wanted);
      String four = tool("ip", "route", "show", "10.77.0.0/16").strip();
      assertThat(four).contains("proto " + RouteProtocol.HACTL);
      tool("ip", "route", "del", "10.77.0.0/16");
      tool("ip", "route", "add", "10.77.0.0/16", "via", "10.9.0.2", "proto", "static");
      tool("ip", "route", "del", "2001:db8:77::/48");
      tool("ip", "route", "add", "2001:db8:77::/48", "via", "fd09::2", "dev", "v0");
      assertThat(host.converge(wanted).changes()).isEmpty();
      assertThat(host.converge(List.of()).left()).hasSize(2);
      assertThat(tool("ip", "route", "show", "10.77.0.0/16")).contains("proto static");
      assertThat(tool("ip", "-6", "route", "show", "2001:db8:77::/48")).contains("fd09::2");
    });
  }
}
