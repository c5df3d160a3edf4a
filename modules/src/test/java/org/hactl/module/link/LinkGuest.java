package org.hactl.module.link;

import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.util.List;
import org.hactl.host.VirtualMac;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.net.Family;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.hactl.module.sysctl.SysctlModule;
import org.hactl.module.sysctl.SysctlResource;

/**
 * Runs in a guest whose kernel has macvlan, ipvlan and VLANs, with a neighbour behind {@code v0}.
 * {@link LinkGuestLabTest} starts it and judges what it prints.
 */
final class LinkGuest {
  private static final String NAME = "vrrp.51";
  private static final String VIP = "192.168.0.254";

  private LinkGuest() {}

  public static void main(String[] args) throws Exception {
    try (Kernel kernel = NetlinkKernel.open()) {
      Host<LinkResource, KernelState<Link>> links = new Host<>(new LinkModule(kernel));
      Host<SysctlResource, SysctlModule.Observed> sysctls =
          new Host<>(new SysctlModule(kernel.sysctls()));
      Host<AddressResource, KernelState<InterfaceAddress>> addresses =
          new Host<>(new AddressModule(kernel));
      String before = tool("ip", "-br", "link");

      List<Resource> wanted = VirtualMac.macvlan(NAME, "v0", VirtualMac.address(Family.INET, 51));
      step("macvlan", links.converge(of(LinkResource.class, wanted)));
      sysctls.converge(of(SysctlResource.class, wanted));
      addresses.converge(List.of(AddressResource.of(NAME, VIP + "/24")));
      System.out.println(tool("ip", "-d", "link", "show", NAME));
      System.out.println(tool("ip", "addr", "show", NAME));
      neighbour();

      tool("ip", "link", "del", NAME);
      step("deleted", links.converge(of(LinkResource.class, wanted)));
      sysctls.converge(of(SysctlResource.class, wanted));
      addresses.converge(List.of(AddressResource.of(NAME, VIP + "/24")));
      neighbour();
      tool("ip", "link", "set", NAME, "down");
      tool("ip", "link", "set", NAME, "address", "02:00:00:00:00:07");
      step("altered", links.converge(of(LinkResource.class, wanted)));
      System.out.println(tool("ip", "-br", "link", "show", NAME));
      addresses.converge(List.of());
      sysctls.converge(List.of());

      // A link has either macvlans or ipvlans on it.
      links.converge(
          List.of(
              LinkResource.macvlan("one", "v0", "bridge", null),
              LinkResource.macvlan("two", "v0", "bridge", null)));
      step(
          "changed",
          links.converge(
              List.of(
                  LinkResource.ipvlan("one", "v0", "bridge"),
                  LinkResource.ipvlan("two", "v0", "bridge"))));
      System.out.println(tool("ip", "-d", "link", "show", "one"));
      System.out.println(tool("ip", "-d", "link", "show", "two"));

      LinkResource ipvlan = LinkResource.ipvlan("ipv.51", "v0", "private");
      step("replaced", links.converge(List.of(LinkResource.vlan("v0.7", "v0", 7))));
      System.out.println(tool("ip", "-d", "link", "show", "v0.7"));
      step("ipvlan", links.converge(List.of(ipvlan)));
      System.out.println(tool("ip", "-d", "link", "show", "ipv.51"));
      step("removed", links.converge(List.of()));
      System.out.println(tool("ip", "-br", "link").equals(before) ? "as before" : "not as before");

      // A VLAN cannot be switched on while its parent is off.
      List<LinkResource> vlan = List.of(LinkResource.vlan("v0.8", "v0", 8));
      tool("ip", "link", "set", "v0", "down");
      for (String name : List.of("parent off", "parent still off")) {
        Plan plan = links.plan(vlan);
        step(name, plan);
        links.apply(plan).forEach(result -> System.out.println(result.error()));
        System.out.println(tool("ip", "-br", "link", "show", "v0.8"));
      }
      tool("ip", "link", "set", "v0", "up");
      // The kernel may have switched it on with its parent.
      step("parent on", links.converge(vlan));
      System.out.println(tool("ip", "-br", "link", "show", "v0.8"));
      links.converge(List.of());
    }
    System.out.println("== end");
  }

  private static void step(String name, Plan plan) {
    System.out.println("== " + name);
    Host.words(plan).forEach(System.out::println);
  }

  /** What the segment learns of the VIP. */
  private static void neighbour() throws Exception {
    tool("ip", "-n", "peer", "neigh", "flush", "all");
    System.out.println(
        tool("ip", "netns", "exec", "peer", "ping", "-c", "1", "-W", "3", VIP)
                .contains(" 0% packet")
            ? "ping answered"
            : "ping lost");
    System.out.println("neighbour " + tool("ip", "-n", "peer", "neigh", "show", "to", VIP));
  }

  private static <T> List<T> of(Class<T> type, List<Resource> resources) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
