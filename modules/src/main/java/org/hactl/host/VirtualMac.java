package org.hactl.host;

import java.util.List;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;
import org.hactl.module.Resource;
import org.hactl.module.link.LinkResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Transport;

/**
 * What a host needs for a virtual router that has its own MAC address or at least an interface of
 * its own. Pure.
 *
 * <p>All of it stands whatever the role: it belongs to {@link HostState#resources()}, not to what
 * the router holds. The router's addresses are then held on the interface made here ({@code
 * AddressResource.of(name, …)}), while {@link VirtualRouterSpec#interfaceName()} stays the parent;
 * {@link Transport#sendInterface()} is the interface made here where advertisements shall come from
 * the virtual MAC too.
 */
public final class VirtualMac {
  /** RFC 9568 section 7.3: {@code 00-00-5E-00-01-VRID}, with 02 for IPv6. */
  private static final long INET_PREFIX = 0x0000_5e00_0100L;

  private static final long INET6_PREFIX = 0x0000_5e00_0200L;

  private VirtualMac() {}

  /** The virtual router's address by the RFC: {@code 00:00:5e:00:01:33} for 51 over IPv4. */
  public static String address(Family family, int virtualRouterId) {
    long prefix = family == Family.INET ? INET_PREFIX : INET6_PREFIX;
    return new MacAddress(prefix | virtualRouterId).toString();
  }

  /** The interface's name where the site gives none: {@code vrrp.51}, {@code vrrp6.51}. */
  public static String name(Family family, int virtualRouterId) {
    return (family == Family.INET ? "vrrp." : "vrrp6.") + virtualRouterId;
  }

  /**
   * A macvlan in bridge mode and the sysctls that it needs. In private mode the kernel gives what
   * another director sends from the same virtual MAC address to the macvlan alone, and the parent,
   * where the router listens, would never hear it.
   *
   * @param name of the new interface
   * @param parent the router's interface
   * @param mac the virtual MAC address: {@link #address}, or the site's
   */
  public static List<Resource> macvlan(String name, String parent, String mac) {
    return with(LinkResource.macvlan(name, parent, "bridge", mac));
  }

  /**
   * An ipvlan, which has its parent's MAC address, and the sysctls that it needs.
   *
   * @param flag {@code bridge}, {@code private} or {@code vepa}
   */
  public static List<Resource> ipvlan(String name, String parent, String flag) {
    return with(LinkResource.ipvlan(name, parent, flag));
  }

  /**
   * {@code promote_secondaries} of an interface: that the removal of a primary address leaves the
   * others of its network in place.
   */
  public static Resource promoteSecondaries(String interfaceName) {
    return sysctl(interfaceName, "promote_secondaries", 1);
  }

  /**
   * The new interface takes packets that the parent's address sent, answers ARP for its own
   * addresses alone, and accepts what the parent has the route to; the parent answers ARP for none
   * of the new interface's addresses, and asks with none of them as the sender, which would tell
   * its neighbours the wrong MAC address. {@code rp_filter} 2 there does what 0 with 0 for all
   * interfaces would: the greater of the two counts, and 2 outweighs a strict 1. The filter of all
   * other interfaces stays as it is.
   */
  private static List<Resource> with(LinkResource link) {
    return List.of(
        link,
        sysctl(link.name(), "accept_local", 1),
        sysctl(link.name(), "arp_ignore", 1),
        sysctl(link.name(), "rp_filter", 2),
        sysctl(link.parent(), "arp_ignore", 1),
        sysctl(link.parent(), "arp_filter", 1),
        sysctl(link.parent(), "arp_announce", 2));
  }

  private static Resource sysctl(String interfaceName, String name, int value) {
    return new SysctlResource(
        "net.ipv4.conf." + interfaceName.replace('.', '/') + "." + name, String.valueOf(value));
  }
}
