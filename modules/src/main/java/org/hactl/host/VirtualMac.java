package org.hactl.host;

import java.util.List;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;
import org.hactl.module.Resource;
import org.hactl.module.link.LinkResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Transport;

/**
 * The resources that a host needs for a virtual router with its own MAC address or at least an
 * interface of its own. Pure.
 *
 * <p>These resources do not depend on the role: they belong to {@link HostState#resources()}, not
 * to the held resources. The router's addresses are then held on the new interface ({@code
 * AddressResource.of(name, …)}), while {@link VirtualRouterSpec#interfaceName()} stays the parent;
 * {@link Transport#sendInterface()} is the new interface if advertisements must come from the
 * virtual MAC address too.
 */
public final class VirtualMac {
  /** RFC 9568 section 7.3: {@code 00-00-5E-00-01-VRID}, with 02 for IPv6. */
  private static final long INET_PREFIX = 0x0000_5e00_0100L;

  private static final long INET6_PREFIX = 0x0000_5e00_0200L;

  private VirtualMac() {}

  /** The virtual router's MAC address by the RFC: {@code 00:00:5e:00:01:33} for VRID 51, IPv4. */
  public static String address(Family family, int virtualRouterId) {
    long prefix = family == Family.INET ? INET_PREFIX : INET6_PREFIX;
    return new MacAddress(prefix | virtualRouterId).toString();
  }

  /** The interface's name if the site gives none: {@code vrrp.51}, {@code vrrp6.51}. */
  public static String name(Family family, int virtualRouterId) {
    return (family == Family.INET ? "vrrp." : "vrrp6.") + virtualRouterId;
  }

  /**
   * A macvlan in bridge mode and the sysctls that it needs. In private mode the kernel passes
   * packets of another director from the same virtual MAC address to the macvlan alone, so the
   * parent, on which the router listens, would not receive them.
   *
   * @param name the name of the new interface
   * @param parent the router's interface
   * @param mac the virtual MAC address: {@link #address}, or an address that the site sets
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
   * {@code promote_secondaries} of an interface: the removal of a primary address then leaves the
   * other addresses of its network in place.
   */
  public static Resource promoteSecondaries(String interfaceName) {
    return sysctl(interfaceName, "promote_secondaries", 1);
  }

  /**
   * The new interface accepts packets from the parent's address, answers ARP only for its own
   * addresses, and accepts packets from sources that are routed through the parent. The parent does
   * not answer ARP for the new interface's addresses, and does not use them as the sender of its
   * ARP requests: its neighbours would learn the wrong MAC address. {@code rp_filter} is 2 (loose)
   * on the new interface: the kernel uses the greater of its value and that of {@code all}, so 2
   * overrides a strict 1 there and leaves the filter of all other interfaces as it is.
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

  /**
   * The sysctl with which the new interface can have IPv6 addresses. Without it the kernel answers
   * EACCES if {@code default} or {@code all} had IPv6 off when the interface was made.
   */
  public static Resource takesIpv6(String name) {
    return sysctl(Family.INET6, name, "disable_ipv6", 0);
  }

  private static Resource sysctl(String interfaceName, String name, int value) {
    return sysctl(Family.INET, interfaceName, name, value);
  }

  private static Resource sysctl(Family family, String interfaceName, String name, int value) {
    return new SysctlResource(
        SysctlKey.ofInterface(family, interfaceName, name).toString(), String.valueOf(value));
  }
}
