package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import org.hactl.host.VirtualMac;
import org.hactl.linux.net.Family;
import org.hactl.module.Resource;

/**
 * A virtual router's own interface on each director ({@code use_vmac}).
 *
 * @param name empty for {@code vrrp.VRID}
 * @param mac empty for the virtual MAC address of the RFC
 * @param flag the mode of an ipvlan
 * @param transmitBase whether advertisements leave by the interface below; empty for the default of
 *     the router
 */
public record Vmac(
    LinkType type,
    Optional<String> name,
    Optional<String> mac,
    String flag,
    Optional<Boolean> transmitBase) {

  /** The type of the link. */
  public enum LinkType {
    /** With the virtual MAC address. */
    MACVLAN,
    /** With the MAC address of the interface below. */
    IPVLAN
  }

  public String name(Family family, int virtualRouterId) {
    return name.orElseGet(() -> VirtualMac.name(family, virtualRouterId));
  }

  /** The link on a director, with the sysctls that it needs. */
  public List<Resource> resources(String parent, Family family, int virtualRouterId) {
    String link = name(family, virtualRouterId);
    return switch (type) {
      case MACVLAN ->
          VirtualMac.macvlan(
              link, parent, mac.orElseGet(() -> VirtualMac.address(family, virtualRouterId)));
      case IPVLAN -> VirtualMac.ipvlan(link, parent, flag);
    };
  }

  /**
   * Whether advertisements leave by the interface below. Unicast uses its address; an ipvlan has no
   * virtual MAC address to send from.
   */
  public boolean transmitsOnBase(boolean unicast) {
    return transmitBase.orElse(unicast || type == LinkType.IPVLAN);
  }
}
